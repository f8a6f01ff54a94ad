import ArgumentParser

/// Two sends of a page as users name them: `1..4`, from 0.
struct SendPair: ExpressibleByArgument, Equatable {
  let first: Int
  let second: Int

  init?(argument: String) {
    guard let range = CheckpointRange(argument: argument), let first = range.first, let second = range.last else {
      return nil
    }
    (self.first, self.second) = (first, second)
  }
}
