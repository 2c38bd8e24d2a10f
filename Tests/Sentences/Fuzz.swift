internal import TestSupport

/// The number of tries and the seed: `FUZZ=100000 HEED_SEED=7 swift test --filter GrammarTests`.
public enum Fuzz {
  public static let seed = TestRun.seed(else: 8)
  public static func total(_ usual: Int) -> Int { TestRun.number("FUZZ", else: usual) }
}
