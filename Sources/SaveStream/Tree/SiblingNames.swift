/// Keeps the names of siblings apart: a name that comes again gets `#2`, `#3`… at its end.
struct SiblingNames {
  private var seen: [String: Int] = [:]

  mutating func unique(_ name: String) -> String {
    let count = seen[name, default: 0] + 1
    seen[name] = count
    return count == 1 ? name : "\(name)#\(count)"
  }
}
