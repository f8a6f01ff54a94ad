/// Keeps the names of siblings apart: a name that comes again gets `#2`, `#3`… at its end.
struct SiblingNames {
  private var seen: [String: Int] = [:]

  mutating func unique(_ name: String) -> String {
    var count = seen[name, default: 0]
    var candidate = name
    repeat {
      count += 1
      if count > 1 { candidate = "\(name)#\(count)" }
      // A sibling may be called by itself what another one would be called.
    } while count > 1 && seen[candidate] != nil
    seen[name] = count
    if count > 1 { seen[candidate] = 1 }
    return candidate
  }
}
