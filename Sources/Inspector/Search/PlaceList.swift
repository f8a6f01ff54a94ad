/// The lists of places.
enum PlaceList: Sendable {
  case hits, marks
}
