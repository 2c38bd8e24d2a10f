internal import CFuzzer
internal import Foundation

// HEED_FUZZ says what is fuzzed; the arguments are libFuzzer's (`make fuzz`).
var count = CommandLine.argc
// SAFETY: the process's own arguments, which live as long as it does; libFuzzer gives as many bytes as it says.
var arguments = unsafe Optional(CommandLine.unsafeArgv)
let status = unsafe LLVMFuzzerRunDriver(&count, &arguments) { bytes, count in
  Target.chosen.run(unsafe Array(UnsafeBufferPointer(start: bytes, count: count)))
  return 0
}
exit(status)
