extension PageSends {
  /// How often each page was sent: in each checkpoint that sent it, and over all.
  package func distributions(of index: IndexSnapshot) -> (checkpoints: [PowerCounts], all: PowerCounts) {
    let ends = index.checkpoints.indices.map { index.contents(of: $0).upperBound }
    var checkpoints = [PowerCounts](repeating: PowerCounts(), count: ends.count)
    var all = PowerCounts()
    forEachList { list in
      if !list.isEmpty { all.add(UInt64(list.count)) }
      var place = 0
      while place < list.count {
        let content = list[place].content
        let checkpoint = ends.partitioningIndex { $0 <= content }
        guard checkpoint < ends.count else { break }
        let next = list.count(before: ends[checkpoint])
        checkpoints[checkpoint].add(UInt64(next - place))
        place = next
      }
    }
    return (checkpoints, all)
  }
}
