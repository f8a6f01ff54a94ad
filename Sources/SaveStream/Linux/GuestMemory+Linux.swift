@_spi(Measuring) extension GuestMemory {
  /// Reads all that is known of a Linux guest as of a checkpoint: log, symbols, tasks, uses and owners of frames, the
  /// stacks of its vCPUs. For those who want to know that it ends, whatever the memory holds.
  /// - Returns: whether there is a kernel that could be read.
  /// - Throws: when the capture cannot be read.
  public func readsAsLinux(at checkpoint: Int) throws -> Bool {
    var tables = try TableSearch(self, at: checkpoint)
    while try !tables.step() {}
    var search = try FrameSearch(self, at: checkpoint, wantsAllUses: true)
    while try !search.step() {}
    guard case .success(let frames)? = search.result else { return false }
    do { _ = try KernelLog.read(frames.kernel) } catch is LinuxGap {}
    do {
      let symbols = try KernelSymbols(frames.kernel)
      _ = try symbols.addresses(of: "init_task")
      _ = try VcpuTrace.read(frames.kernel, symbols)
    } catch is LinuxGap {}
    return true
  }

  // MARK: Measured one by one

  /// Looks for a Linux kernel as of a checkpoint. Returns whether there is one that can be read.
  /// - Throws: when the capture cannot be read.
  public func findsLinux(at checkpoint: Int) throws -> Bool {
    var search = try KernelSearch(self, at: checkpoint)
    while try !search.step() {}
    guard case .success? = search.result else { return false }
    return true
  }

  /// Reads the kernel log as of a checkpoint, from finding the kernel on. Returns how many messages it has.
  /// - Throws: why there is none, or when the capture cannot be read.
  public func logRecordCount(at checkpoint: Int) throws -> Int {
    var search = try KernelSearch(self, at: checkpoint)
    return try KernelLog.read(search.run()).records.count
  }

  /// Finds what all frames are used for as of a checkpoint, from finding the kernel on. Returns how many uses are
  /// known.
  /// - Throws: why none are, or when the capture cannot be read.
  public func knownFrameUses(at checkpoint: Int) throws -> UInt64 {
    var search = try KernelSearch(self, at: checkpoint)
    var uses = try UseSearch(search.run())
    let known = try uses.run()
    return known.stretches.reduce(0) { count, frames in
      count + frames.reduce(0) { $0 + (known[$1] == nil ? 0 : 1) }
    }
  }

  /// Reads the kernel's types and the list of its tasks as of a checkpoint, from finding the kernel on. Returns how
  /// many there are.
  /// - Throws: why there is none, or when the capture cannot be read.
  public func taskCount(at checkpoint: Int) throws -> Int {
    var search = try KernelSearch(self, at: checkpoint)
    let list = try TaskList(search.run())
    try list.run()
    return list.tasks.count
  }
}
