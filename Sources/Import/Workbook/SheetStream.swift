internal import DataModel
internal import Synchronization
internal import XML

/// The text of a sheet, which is made as it is read.
final class SheetStream: Sendable {
  private let reader: Mutex<SheetReader>

  init(_ workbook: Workbook, _ sheet: Workbook.Sheet) throws(HostError) {
    reader = Mutex(try SheetReader(workbook, sheet))
  }

  var report: SheetReport { reader.withLock { $0.report } }
  /// How much of the workbook has been gone through, packed as it is.
  var progress: BytesRead { reader.withLock { $0.progress } }

  /// Whether the sheet has a table: a second row with several values; or any row, where that is enough.
  func hasTable(isNarrowEnough: Bool) throws(HostError) -> Bool {
    while try next() != nil {
      let report = report
      if isNarrowEnough ? report.rows > 0 : report.wideRows > 1 { return true }
    }
    return false
  }

  func next() throws(HostError) -> [UInt8]? {
    let result = reader.withLock { reader in
      do throws(HostError) {
        return Result<[UInt8]?, HostError>.success(try reader.next())
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }
}

private final class SheetReader {
  private let package: WorkbookPackage
  private let source: ByteStream
  private let handler: any SheetHandler
  private let parser: XMLParser
  private var pending: ArraySlice<UInt8> = []
  private var isOver = false

  /// How many bytes of a sheet are read at a time: cells that are not written are added to each row, so a few bytes may
  /// become many.
  private static let piece = 1 << 16

  init(_ workbook: Workbook, _ sheet: Workbook.Sheet) throws(HostError) {
    package = workbook.package
    source = try package.open(sheet.part)
    handler = workbook.handler(of: sheet)
    parser = try package.parser(handler)
  }

  var report: SheetReport { handler.rows.report }
  var progress: BytesRead { source.packed?() ?? BytesRead(count: 0, total: nil) }

  /// The next rows; nil at the end.
  func next() throws(HostError) -> [UInt8]? {
    while handler.rows.text.isEmpty {
      if isOver { return nil }
      if pending.isEmpty { pending = try source.next()?[...] ?? [] }
      isOver = pending.isEmpty
      try package.parse(pending.prefix(SheetReader.piece), by: parser, isLast: isOver)
      if let failure = handler.rows.failure { throw package.broken(failure) }
      pending = pending.dropFirst(SheetReader.piece)
    }
    return handler.rows.takeText()
  }
}
