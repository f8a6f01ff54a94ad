@_spi(Measuring) extension GuestMemory {
  /// Reads all that is known of a Linux guest as of a checkpoint: log, symbols, tasks, uses and owners of frames, the stacks of
  /// its vCPUs. For those who want to know that it ends, whatever the memory holds.
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
}
