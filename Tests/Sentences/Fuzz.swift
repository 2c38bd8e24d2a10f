internal import TestSupport

/// How much is tried, and from where: `FUZZ=100000 HEED_SEED=7 swift test --filter GrammarTests`.
public enum Fuzz {
  public static let seed = TestRun.seed(else: 8)
  public static func total(_ usual: Int) -> Int { TestRun.number("FUZZ", else: usual) }
}
