import Foundation

/// `benchmark-data S FOLDER`: writes a marketplace of scale S, the same every time. At S = 1: 1,000,000 customers,
/// 10,000,000 events, 1,000,000 messages, 800 MB.
let arguments = CommandLine.arguments
guard arguments.count == 3, let scale = Double(arguments[1]), scale > 0, scale <= 100 else {
  FileHandle.standardError.write(Data("usage: benchmark-data S FOLDER\n".utf8))
  exit(2)
}

let folder = arguments[2]
try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
let millions = Int(scale * 1_000_000)
let people = try People(millions, writing: folder + "/customers.csv")
try Events.write(millions * 10, of: people, to: folder + "/events.csv")
try Feedback.write(millions, of: people, to: folder + "/feedback.csv")
let workspace = """
  load customers from "customers.csv"
    key id
    label company
    segments by role, plan
    value mrr
    start signup
    end churned_at

  load events from "events.csv"
    customer customer
    name name
    at at

  load feedback from "feedback.csv"
    customer customer
    at at
    text text
    score score from 0 to 10
    channel channel

  """
try workspace.write(toFile: folder + "/workspace.heed", atomically: true, encoding: .utf8)
