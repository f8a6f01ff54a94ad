/// What a Linux guest uses a page frame for.
package enum FrameUse: UInt8, Sendable, CaseIterable {
  /// Nothing: it lies with the page allocator.
  case free = 1
  /// Small objects of the kernel.
  case slab
  /// Memory of processes that belongs to no file.
  case anonymous
  /// Content of files.
  case cache
  /// The same, to which a file system has attached data of its own.
  case cachePrivate
  /// It has been given back to the host.
  case offline
  /// Huge pages that are kept for processes.
  case hugetlb
  /// Memory that was found to be broken.
  case hwpoison
  /// The kernel's code, its tables and all the rest.
  case kernel

  /// The word for it in every output.
  package var name: String { self == .cachePrivate ? "cache-private" : String(describing: self) }

  /// Those words, by `rawValue` less 1.
  package static let names = allCases.map(\.name)

  /// The place of its word in `names`.
  package var place: Int { Int(rawValue) - 1 }
}
