@_spi(Measuring) import SaveStream

/// The files that a made-up guest has in its page cache: something to read in a hex pane.
enum SampleText {
  /// A page that begins with `text`; the rest stays zero, as behind the end of a file.
  static func page(_ text: String) -> [UInt8] { Array(text.utf8.prefix(SampleMemory.pageSize)) }

  static let notes = """
    NOTES OF A GUEST

    This page lies in the page cache of a machine that never ran. Somebody built it
    by hand, one page at a time, so that there is something to look at in the hex
    pane of savescope.

    What a saved machine consists of

    A saved machine is not much: its pages, a few hundred bytes of registers for
    each vCPU, one page that it shares with the hypervisor, and whatever QEMU has to
    say about the disks and the keyboard. All the rest of the file is bookkeeping:
    which page comes next, what kind of page it is, and where one checkpoint ends
    and the next begins.

    Why live copies repeat themselves

    A machine that runs while it is copied writes to pages that were copied already.
    The sender keeps a list of these, and goes round again. Every round is shorter
    than the one before, if the machine is polite. When little is left the machine
    is stopped, the rest is sent, and that round is the last iteration.

    What a checkpoint is for

    Under Remus the machine is stopped again and again, a few times a second, and
    each time the backup gets the pages that changed. If the primary dies, the
    backup goes on from the last checkpoint that arrived in whole. Half a checkpoint
    is worth nothing; that is why it matters to know where a stream was cut.

    What to try here

    Press P on an entry to see the page, ( and ) to walk through the times it was
    sent, and d on two checkpoints to see what changed between them.

    """

  static let inventory: String = {
    var text = "# shelf  box  part                 count  weight/g\n"
    let parts = [
      "hex nut M4", "hex bolt M4x20", "washer", "spring, short", "spring, long", "bearing 608", "belt 6 mm",
      "fuse 2 A", "lamp 12 V", "relay", "terminal block", "cable tie", "heat sink", "crystal 32768 Hz",
    ]
    var random = SampleRandom(seed: 0x1ed6e5)
    for line in 0..<60 {
      let part = parts[random.next(below: parts.count)]
      let count = random.next(below: 900) + 1
      let weight = count * (random.next(below: 40) + 2)
      text += "  \(100 + line / 6)    \(line % 6)    \(part)" + spaces(20 - part.utf8.count)
      text += rightAligned(count, 6) + rightAligned(weight, 10) + "\n"
    }
    return text
  }()

  private static func spaces(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }

  private static func rightAligned(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return spaces(width - digits.utf8.count) + digits
  }

  static let letter = """
    Dear reader,

    you have found the page on which this machine keeps its one letter. It was
    written before the first checkpoint, it has not changed since, and in a stream
    of checkpoints it is therefore sent exactly once. Pages like this one are the
    reason why a backup can keep up at all: most memory is never written again.

    The page that holds the log is different. It grows by a few lines between one
    checkpoint and the next. If you compare two checkpoints you
    will find its new lines at the end, and nothing else: the words before them were
    sent again only because a page is the smallest thing that is sent.

    The counters, in a page of their own, change in place. Their high words stay as
    they are for years; in a delta they are the gaps between the runs.

    And somewhere there is a page of pure noise, as cryptography leaves it behind.
    When that one changes, all of it changes, and no delta in the world is shorter
    than the page itself.

    With kind regards,
    the guest

    """

  static let fileSystemTable = """
    # <device>     <where>      <kind>   <options>            <dump> <pass>
    /dev/xvda1     /            ext4     errors=remount-ro    0      1
    /dev/xvda2     /var         ext4     noatime              0      2
    /dev/xvdb      /data        ext4     ro,noatime           0      2
    proc           /proc        proc     defaults             0      0
    tmpfs          /tmp         tmpfs    size=16k             0      0

    # <user> <id> <shell>
    root      0   /bin/sh
    daemon    1   /bin/false
    gardener  500 /bin/sh
    """

  /// The console of a machine as a text-mode frame buffer: 80 by 25 cells of a character and its colours.
  static func screen(_ lines: [String]) -> [UInt8] {
    var cells: [UInt8] = []
    for row in 0..<25 {
      let line = row < lines.count ? Array(lines[row].utf8.prefix(80)) : []
      for column in 0..<80 {
        cells.append(column < line.count ? line[column] : UInt8(ascii: " "))
        cells.append(row == 0 ? 0x1f : 0x07)
      }
    }
    return cells
  }
}
