import ArgumentParser

/// One checkpoint as users name it: its number, from 0.
struct CheckpointArgument: ExpressibleByArgument, Equatable {
  private let range: CheckpointRange

  init?(argument: String) {
    guard let range = CheckpointRange(argument: argument), range.first != nil, range.first == range.last else {
      return nil
    }
    self.range = range
  }

  /// The checkpoint meant, among `count` of them.
  /// - Throws: when it is not there.
  func resolved(count: Int, path: String) throws -> Int { try range.resolved(count: count, path: path).lowerBound }
}
