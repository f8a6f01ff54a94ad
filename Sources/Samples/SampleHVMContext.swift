@_spi(Measuring) import SaveStream

/// The HVM context of a made-up guest: records as its release of Xen writes them.
struct SampleHVMContext: Sendable {
  let guest: SampleHVMGuest

  /// All records by ascending type code, each type for one instance after the other, END last.
  var bytes: [UInt8] {
    var records = SampleHVMRecords()
    let devices = SampleHVMDevices(guest: guest)
    let vcpus = (0..<guest.vcpus).map { SampleHVMProcessor(guest: guest, id: $0) }
    let own = vcpus.map { SampleVCPUDevices(id: $0.id, release: guest.release, runs: guest.runs) }
    records.append(1, [SampleHVMDevices.header])
    records.append(2, vcpus.map(\.processor))
    records.append(3, [devices.interruptController(isMaster: true), devices.interruptController(isMaster: false)])
    records.append(4, [devices.ioAPIC])
    records.append(5, own.map(\.localAPIC))
    records.append(6, own.map(\.localAPICRegisters))
    records.append(7, [devices.pciInterrupts])
    records.append(8, [devices.isaInterrupts])
    records.append(9, [devices.pciLinks])
    records.append(10, [devices.intervalTimer])
    records.append(11, [devices.realTimeClock])
    records.append(12, [devices.eventTimer])
    records.append(13, [devices.powerManagementTimer])
    records.append(14, own.map(\.memoryTypes))
    if guest.isViridian { records.append(15, [devices.viridian]) }
    records.append(16, own.map(\.extendedState))
    if guest.isViridian { records.append(17, vcpus.map(\.viridian)) }
    records.append(18, own.map(\.machineCheck))
    records.append(19, own.map(\.timeStampAdjustment))
    records.append(0, [[]])
    return records.bytes
  }
}
