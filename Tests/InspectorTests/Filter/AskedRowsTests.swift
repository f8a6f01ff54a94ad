@_spi(Measuring) import SaveStream
import TestSupport
import Testing

@_spi(Measuring) @testable import Inspector

/// Rows of the Pages view that other views ask for, while a filter leaves them out.
@Suite struct AskedRowsTests {
  private let driver: InspectorDriver

  init() throws { driver = try InspectorDriver(sample: "hvm-remus.bin") }

  private var pages: PagesView {
    get throws { try #require(driver.session.inspector.view(.pages) as? PagesView) }
  }

  private var selected: PageRow {
    get throws { try #require(pages.selectedRow) }
  }

  private var shown: UInt64? { driver.session.inspector.position.row?.of }

  /// The Map's Enter on a page that checkpoint 1 sends too.
  private let mapEnter = "4:ckpt 1<Enter>:pfn 0x10<Enter><Enter>"

  @Test(arguments: ["42", "4:pages<Enter>", "1:ckpt 3<Enter>:pfn 0x3<Enter>", "1:ckpt 2<Enter>ljljp"])
  func theFilterOfTheMapGoesWhenOneComesByAnotherWay(_ keys: String) throws {
    driver.press(mapEnter)
    #expect(shown == 2)
    driver.press(keys)
    #expect(driver.session.inspector.current == .pages, "\(driver.screen)")
    #expect(try pages.filterExpression.isEmpty)
    #expect(shown == 74)
  }

  @Test(arguments: ["J", "K", "gg", "ma'a", "ma4'a", "<Enter>^O", "<Enter>q", "^O]", ":1<Enter>", ")"])
  func theFilterOfTheMapStaysWhereOneComesBackToItsRows(_ keys: String) throws {
    driver.press(mapEnter + keys)
    #expect(driver.session.inspector.current == .pages, "\(driver.screen)")
    #expect(try pages.filterExpression == "pfn in 0x10..0x10 and checkpoint <= 1")
    #expect(shown == 2)
  }

  @Test func theFilterOfTheMapIsTheUsersOnceItHasBeenEntered() throws {
    driver.press(mapEnter + "&<Enter>42")
    #expect(try pages.filterExpression == "pfn in 0x10..0x10 and checkpoint <= 1")
  }

  @Test func theRowThatPAsksForIsShownWhateverTheFilter() throws {
    driver.press("2&checkpoint = 4<Enter>4:ckpt 1<Enter>:pfn 0x10<Enter>p")
    #expect(try selected.pfn == 0x10 && selected.checkpoint == 1)
    #expect(shown == 74)
    let words = "All rows are shown again: the filter left this one out; & and Up bring it back"
    #expect(driver.session.inspector.message?.text == words)
    driver.press("&<Up><Enter>")
    #expect(try pages.filterExpression == "checkpoint = 4")
    // What the filter lets pass leaves it alone.
    driver.press("4:ckpt 4<Enter>:pfn 0x10<Enter>p")
    #expect(try selected.pfn == 0x10 && selected.checkpoint == 4)
    #expect(try pages.filterExpression == "checkpoint = 4")
  }

  @Test func pInCheckpointsListsThePagesOfThatOneAlone() throws {
    driver.press("2:filter pfn = 0xd<Enter>3:ckpt 2<Enter>p")
    #expect(try pages.filterExpression == "checkpoint = 2")
    #expect(shown == 7)
    #expect(try selected.checkpoint == 2)
    // What is typed behind it narrows it.
    driver.press("&")
    #expect(driver.lines.last == "&checkpoint = 2 and")
    driver.press("pfn > 0x10<Enter>")
    #expect(try pages.filterExpression == "checkpoint = 2 and pfn > 0x10")
    // An empty line takes it off.
    driver.press("&^U<Enter>")
    #expect(shown == 74)
  }

  @Test func theListOfACheckpointGoesOnToTheNextAndGoesWhenOneComesByAnotherWay() throws {
    driver.press("3:ckpt 1<Enter>pJ")
    #expect(try pages.filterExpression == "checkpoint = 2")
    #expect(try selected.checkpoint == 2)
    driver.press("KKK")
    #expect(try pages.filterExpression == "checkpoint = 0")
    #expect(driver.screen.contains("No checkpoint before this one"))
    driver.press("42")
    #expect(try pages.filterExpression.isEmpty)
    #expect(shown == 74)
  }

  @Test func marksAndPlacesOfThePagesViewKeepTheUsersFilter() throws {
    driver.press("2:ckpt 2<Enter>ma&checkpoint = 4<Enter>1'a")
    #expect(driver.screen.contains("The filter leaves out that row; this is the nearest"))
    #expect(try pages.filterExpression == "checkpoint = 4")
    driver.press(":ckpt 1<Enter>")
    #expect(try pages.filterExpression == "checkpoint = 4")
  }
}
