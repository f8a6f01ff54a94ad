/// A key as a front end reports it.
public enum Key: Hashable, Sendable {
  /// A printable character, Space included.
  case character(Unicode.Scalar)
  /// Control and a letter, in lower case, or `]`, `\`: `.control("d")` is ^D. Tab, Enter and Escape have cases of
  /// their own; ^I, ^M and ^[ are never reported.
  case control(Unicode.Scalar)
  case up, down, left, right
  case home, end, pageUp, pageDown
  case enter, tab, backTab, escape, backspace, delete, insert
  /// F1 is `.function(1)`.
  case function(Int)
}
