import SourceText
import Syntax

extension Diagnostic {
  /// An error: the address of a server holds a password. Nil if it holds none.
  init?(passwordIn address: Syntax.Text, of file: SourceFile) {
    guard !passwords(inAddress: Array(address.content.utf8)).isEmpty else { return nil }
    self.init(
      .badSetting, "An address holds no password: it would stand in files and in the history", file: file,
      at: address.span, label: "leave the password out",
      notes: [
        "It is taken from PGPASSWORD, from the password file ~/.pgpass (`host:port:database:user:password`, readable by "
          + "you alone), or from the service that `service=NAME` names (~/.pg_service.conf); else it is asked for on a "
          + "terminal.",
        "A password that was written down here is to be changed.",
      ])
  }
}
