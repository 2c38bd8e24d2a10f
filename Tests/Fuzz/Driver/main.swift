internal import CFuzzer
internal import Foundation
internal import Fuzzing

// HEED_FUZZ names the target, and the arguments are those of libFuzzer (`make fuzz`). Without it, the words of the language
// are printed as a dictionary.
guard let name = ProcessInfo.processInfo.environment["HEED_FUZZ"] else {
  print(dictionary, terminator: "")
  exit(0)
}
guard let target = Target(rawValue: name) else {
  print("HEED_FUZZ is one of \(Target.allCases.map(\.rawValue).joined(separator: ", ")).")
  exit(2)
}
let chosen = target
var count = CommandLine.argc
// SAFETY: the process's own arguments, which live as long as it does; libFuzzer gives as many bytes as it says.
var arguments = unsafe Optional(CommandLine.unsafeArgv)
let status = unsafe LLVMFuzzerRunDriver(&count, &arguments) { bytes, count in
  let input = unsafe Array(UnsafeBufferPointer(start: bytes, count: count))
  do { try chosen.run(input) } catch { fatalError("\(error)") }
  return 0
}
exit(status)
