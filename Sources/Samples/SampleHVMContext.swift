import SaveStream

/// The HVM context of a made-up guest: records as its release of Xen writes them (`xen/include/public/arch-x86/hvm/save.h`).
struct SampleHVMContext: Sendable {
  let guest: SampleHVMGuest

  /// All records by ascending type code, each type for one instance after the other, END last.
  var bytes: [UInt8] {
    var context = LittleEndianBytes()
    let devices = SampleHVMDevices(guest: guest)
    let vcpus = (0..<guest.vcpus).map { SampleHVMProcessor(guest: guest, id: $0) }
    func append(_ type: UInt16, _ instances: [[UInt8]]) {
      for (instance, record) in instances.enumerated() {
        context.append(type)
        context.append(UInt16(instance))
        context.append(UInt32(record.count))
        context.append(bytes: record)
      }
    }
    append(1, [devices.header])
    append(2, vcpus.map(\.processor))
    append(3, [devices.interruptController(isMaster: true), devices.interruptController(isMaster: false)])
    append(4, [devices.ioAPIC])
    append(5, vcpus.map(\.localAPIC))
    append(6, vcpus.map(\.localAPICRegisters))
    append(7, [devices.pciInterrupts])
    append(8, [devices.isaInterrupts])
    append(9, [devices.pciLinks])
    append(10, [devices.intervalTimer])
    append(11, [devices.realTimeClock])
    append(12, [devices.eventTimer])
    append(13, [devices.powerManagementTimer])
    append(14, vcpus.map(\.memoryTypes))
    if guest.isViridian { append(15, [devices.viridian]) }
    append(16, vcpus.map(\.extendedState))
    if guest.isViridian { append(17, vcpus.map(\.viridian)) }
    append(18, vcpus.map(\.machineCheck))
    append(19, vcpus.map(\.timeStampAdjustment))
    append(0, [[]])
    return context.bytes
  }
}
