@_spi(Measuring) import SaveStream

/// What is known of the guest as of a checkpoint, for the Guest view. More comes while it is read.
package struct GuestFacts: Sendable {
  package let checkpoint: Int
  /// Whether there is no more to come.
  var isWhole = false
  package var kernel = Part<Kernel>.awaited
  var state = Part<KernelState>.awaited
  package var log = Part<Log>.awaited
  package var vcpus = Part<[VcpuTrace]>.awaited
  package var memory = Part<Memory>.awaited
  package var tasks = Part<[Task]>.awaited
  /// Why some of the tasks, or of what is theirs, are missing; nil where none are.
  var tasksRemark: String?

  init(checkpoint: Int) { self.checkpoint = checkpoint }

  /// One of the things that are to be known.
  package enum Part<Value: Sendable>: Sendable {
    case awaited
    case known(Value)
    /// Why it is not known, as the second half of a sentence.
    case missing(String)

    package var value: Value? { if case .known(let value) = self { value } else { nil } }
  }

  /// The kernel that describes itself.
  package struct Kernel: Sendable {
    package let release: CaptureText
    let buildID: CaptureText?
  }

  /// Its log.
  package struct Log: Sendable {
    package let records: [LogRecord]
    /// Records that could not be read.
    let lostCount: Int
    /// Records that are in pages which the capture does not have.
    let absentCount: Int
    /// The first record that the checkpoint added; nil where no checkpoint came before, or its log is not known.
    package internal(set) var firstNew: Int?
  }

  /// What page frames are used for.
  package struct Memory: Sendable {
    /// The uses that there are.
    package let rows: [Row]

    package struct Row: Sendable {
      package let use: FrameUse
      package let frames: UInt64
      /// Pages that the checkpoint sent of these.
      package let sentPages: UInt64
    }

    var frames: UInt64 { rows.reduce(0) { $0 + $1.frames } }
    var sentPages: UInt64 { rows.reduce(0) { $0 + $1.sentPages } }
  }

  /// A process or kernel thread.
  package struct Task: Sendable {
    package let task: KernelTask
    /// Pages that the checkpoint sent of its memory, and the bytes that they took in the stream.
    package let sent: Sent?

    package struct Sent: Sendable {
      package let pages: UInt64
      package let bytes: UInt64
    }
  }
}
