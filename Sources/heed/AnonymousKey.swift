import DataModel
import Foundation
import HostPOSIX
import Session

/// The user's secret for pseudonyms, so that a customer is called the same in each report, and nobody else can find out who it is.
enum AnonymousKey {
  private static let length = 32

  /// The key in the user's configuration, made when it is first needed; where it cannot be kept, one for this run alone.
  static var own: [UInt8] {
    let new = (0..<length).map { _ in UInt8.random(in: .min ... .max) }
    guard let path = TrustedWorkspaces.file.map({ $0.folder + "anonymous-key" }) else { return new }
    var key = new
    try? changeFile(path) { bytes in
      if let bytes, bytes.count == length {
        key = bytes
        return nil
      }
      return new
    }
    return key
  }
}

extension String {
  /// The folder of a path, with its slash.
  fileprivate var folder: String { lastIndex(of: "/").map { String(self[...$0]) } ?? "" }
}
