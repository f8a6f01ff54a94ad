/// Bytes in a page of an x86 guest.
public let pageSize = 4096
/// Bytes in a word, the unit of page deltas.
@usableFromInline package let wordSize = 4
/// Words in a page.
@usableFromInline package let wordsPerPage = 1024
/// Bits of a PFN, in any format: so addresses fit into 64.
package let pfnBits: UInt64 = 52
