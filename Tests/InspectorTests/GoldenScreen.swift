import TestSupport
import Testing

/// Compares a screen with the one kept under `Screens/`; `RECORD_SNAPSHOTS=1` keeps it as it is now.
func expectScreen(
  _ driver: InspectorDriver, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let path = "\(Fixtures.packageRoot)/Tests/InspectorTests/Screens/\(name).txt"
  let screen = driver.screen + "\n"
  if FixtureFile.environment("RECORD_SNAPSHOTS") == "1" {
    try FixtureFile.write(Array(screen.utf8), to: path)
  }
  let kept = (try? FixtureFile.text(path)) ?? ""
  guard screen != kept else { return }
  Issue.record("The screen is not Screens/\(name).txt. It is:\n\(screen)", sourceLocation: sourceLocation)
}
