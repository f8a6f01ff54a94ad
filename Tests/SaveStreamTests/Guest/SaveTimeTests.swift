import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

@Suite struct SaveTimeTests {
  @Test func secondsAreADateOfTheCalendar() {
    let dates: [(UInt64, String)] = [
      (0, "1970-01-01 00:00:00 UTC"), (951_782_400, "2000-02-29 00:00:00 UTC"),
      (951_868_800, "2000-03-01 00:00:00 UTC"), (1_714_564_800, "2024-05-01 12:00:00 UTC"),
      (1_735_689_599, "2024-12-31 23:59:59 UTC"), (4_107_542_400, "2100-03-01 00:00:00 UTC"),
      (253_402_300_799, "9999-12-31 23:59:59 UTC"), (.max, "past the year 9999"),
    ]
    for (seconds, text) in dates { #expect(WallClock(seconds: seconds).text == text) }
  }

  @Test func theSharedPageTellsWhenAGuestWasSaved() throws {
    for (name, text) in [
      ("tiny-pv-earlier", "2026-11-23 03:09:17 UTC"), ("tiny-pv-later", "2026-11-23 03:09:20 UTC"),
      ("tiny-pv", "2026-11-23 03:09:23 UTC"),
    ] {
      let records = try LibxcRecords(tiny: name)
      let time = try SharedInfo.saveTime(records[7], guestBits: 64, records.reader.capture)
      #expect(time?.text == text)
      let node = SharedInfo.node(range: records[7], guestBits: 64)
      #expect(records.reader.value("wc_sec", of: node) == .named(1_795_402_175, "2026-11-23 02:49:35 UTC"))
    }
  }

  @Test func aClockThatCannotBeTellsNothing() throws {
    let records = try LibxcRecords(tiny: "tiny-pv")
    let page = records.bytes(7)
    let changes: [(Int, [UInt8])] = [
      (3072, [3]), (3076, [0, 0, 0, 0]), (40 + 15, [0xff]), (3084, [1, 0, 0, 0]),
    ]
    let times = try changes.map { place, bytes in
      var changed = page
      changed.replaceSubrange(place..<place + bytes.count, with: bytes)
      return try SharedInfo.saveTime(0..<4096, guestBits: 64, Capture(bytes: changed))?.text
    }
    #expect(times == [nil, nil, nil, "2026-11-23 03:09:23 UTC"], "a hole before Xen 4.6 may hold anything")
    #expect(try SharedInfo.saveTime(0..<4095, guestBits: 64, Capture(bytes: page)) == nil)
  }

  @Test func eventChannelsAreNamed() throws {
    var page = [UInt8](repeating: 0, count: 4096)
    page[2048] = 0b1010
    page[2056] = 0xf0
    let reader = TreeReader(bytes: page)
    let node = SharedInfo.node(range: 0..<4096, guestBits: 64)
    #expect(reader.value("evtchn_pending/[0]", of: node) == .named(10, "channels 1, 3"))
    #expect(reader.value("evtchn_pending/[1]", of: node) == .named(0xf0, "channels 68-71"))
    #expect(reader.value("evtchn_mask/[0]", of: node) == .named(0, "no channel"))
  }
}
