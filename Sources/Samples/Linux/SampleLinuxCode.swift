@_spi(Measuring) import SaveStream

/// The code of a made-up Linux kernel: functions of 256 bytes that nobody will ever run. Only the names are known ones.
enum SampleLinuxCode {
  /// In the order of their addresses.
  static let functions = [
    "startup_64", "start_kernel", "rest_init", "do_idle", "schedule", "ret_from_fork", "kthread", "smpboot_thread_fn",
    "cpu_stopper_thread", "multi_cpu_stop", "xen_suspend", "xen_hypercall_sched_op", "gnttab_suspend",
    "xenwatch_thread",
    "_printk", "vprintk_store", "entry_SYSCALL_64", "do_syscall_64", "ksys_write", "vfs_write", "asm_exc_page_fault",
    "handle_mm_fault", "do_anonymous_page", "get_page_from_freelist", "__free_pages", "kmem_cache_alloc", "panic",
  ]

  /// Bytes of each.
  static let functionBytes: UInt64 = 0x100

  /// How the thread that suspends the guest came to where it stands, the first call first: all of them by pointers but
  /// the last.
  static let way = [
    "ret_from_fork", "kthread", "smpboot_thread_fn", "cpu_stopper_thread", "multi_cpu_stop", "xen_suspend",
    "xen_hypercall_sched_op",
  ]

  /// How far into a function its call is.
  private static let callOffset = 0x20
  /// Bytes of `call rel32` and of `call *%rbx`.
  private static let nearCall = 5
  private static let indirectCall = 2

  /// The address of a function.
  static func address(of function: String) -> UInt64 {
    SampleLinuxLayout.imageAddress + UInt64(functions.firstIndex(of: function) ?? 0) * functionBytes
  }

  /// Where the vCPU stands: behind the instruction that enters Xen.
  static var instructionPointer: UInt64 { address(of: "xen_hypercall_sched_op") + 8 }

  /// The return addresses on the stack, the last call's first.
  static var returnAddresses: [UInt64] {
    way.dropLast().reversed().map { function in
      address(of: function) + UInt64(callOffset + (isIndirect(function) ? indirectCall : nearCall))
    }
  }

  private static func isIndirect(_ function: String) -> Bool { function != "xen_suspend" && way.contains(function) }

  /// The bytes of all functions.
  static func bytes(_ random: inout SampleRandom) -> [UInt8] {
    functions.indices.flatMap { position -> [UInt8] in
      let function = functions[position]
      guard function != "xen_hypercall_sched_op" else { return padded(hypercall) }
      // Each calls the one behind it.
      var code: [UInt8] = [0x55, 0x48, 0x89, 0xe5]
      code += SampleCode.body(&random, byteCount: callOffset - code.count)
      code += isIndirect(function) ? [0xff, 0xd3] : call(from: position, to: (position + 1) % functions.count)
      code += SampleCode.body(&random, byteCount: 0x40 + random.next(below: 0x60)) + [0x5d, 0xc3]
      return padded(code)
    }
  }

  /// mov $29, %eax; vmcall; ret
  private static let hypercall: [UInt8] = [0xb8, 0x1d, 0, 0, 0, 0x0f, 0x01, 0xc1, 0xc3]

  private static func call(from caller: Int, to callee: Int) -> [UInt8] {
    let distance = (callee - caller) * Int(functionBytes) - callOffset - nearCall
    var code = LittleEndianBytes()
    code.append(UInt8(0xe8))
    code.append(Int32(distance))
    return code.bytes
  }

  private static func padded(_ code: [UInt8]) -> [UInt8] {
    code + [UInt8](repeating: 0xcc, count: Int(functionBytes) - code.count)
  }
}
