//! Where everything stands on a screen of a size: numbers only, shared by the state and the view.

/// A rectangle of cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Area {
    /// First column.
    pub x: u16,
    /// First row.
    pub y: u16,
    /// Columns.
    pub width: u16,
    /// Rows.
    pub height: u16,
}

impl Area {
    /// The column after the last.
    pub fn right(self) -> u16 {
        self.x + self.width
    }

    /// The row after the last.
    pub fn bottom(self) -> u16 {
        self.y + self.height
    }
}

/// The range and default of the measure, in cells.
pub const MEASURE: (u16, u16, u16) = (45, 66, 90);

/// From so many columns on the index stands beside the text.
const BESIDE: u16 = 100;
/// From so many columns on text and index are centred as one block.
const CENTRED: u16 = 110;
/// Under so many rows the head and the blank rows go.
const TALL: u16 = 14;
/// Gutter and the free cell after it, at the left of the text.
const LEFT: u16 = 4;
/// Three free cells, the rule and a free cell, between text and index.
const BETWEEN: u16 = 5;
/// The index's least and greatest width.
const INDEX: (u16, u16) = (30, 44);

/// How the screen is divided.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Geometry {
    /// The whole screen.
    pub screen: Area,
    /// The article, without its gutter.
    pub text: Area,
    /// Cells of the gutter: 3, 1 or none. A free cell stands between it and the text.
    pub gutter: u16,
    /// The row of the running head, if there is one.
    pub head: Option<u16>,
    /// The row of the status line, if there is one.
    pub status: Option<u16>,
    /// The column after the last that is used at the right: of the index's room beside the text,
    /// whether it is open or not, or of the text.
    pub right: u16,
    /// Column of the rule beside the index, if the index has room beside the text.
    pub rule: Option<u16>,
    /// The index: beside the text, or as a drawer with its tabs in the first row and a rule in the
    /// row above it. `None` while it is closed.
    pub index: Option<Area>,
    /// Whether the index, when open, is a drawer.
    pub is_drawer: bool,
    /// Whether headings stand closer, since the screen is low.
    pub compact: bool,
}

/// What the user has chosen of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wish {
    /// Cells of text.
    pub measure: u16,
    /// Whether the index stands beside the text where there is room.
    pub index: bool,
    /// Whether the drawer is open.
    pub drawer: bool,
    /// Whether the text stands alone.
    pub zen: bool,
}

/// How text and index share the columns of a screen.
#[derive(Clone, Copy)]
struct Shares {
    /// The first column of the text.
    x: u16,
    /// Cells of text.
    measure: u16,
    /// Cells of the index, none where it has no room beside the text.
    index: u16,
    /// The column after the last that is used.
    right: u16,
}

impl Shares {
    fn of(columns: u16, is_beside: bool, wanted: u16) -> Self {
        if is_beside {
            let measure = wanted.min(columns - INDEX.0 - LEFT - BETWEEN - 1);
            let index = (columns - LEFT - measure - BETWEEN - 1).min(INDEX.1);
            let both = measure + BETWEEN + index;
            let x = match columns {
                CENTRED.. => LEFT + columns.saturating_sub(LEFT + both) / 2,
                _ => LEFT,
            };
            let right = x + both;
            return Shares {
                x,
                measure,
                index,
                right,
            };
        }
        let (margin, left) = if columns < 60 { (4, 2) } else { (6, LEFT) };
        let measure = wanted.min(columns - margin);
        Shares {
            x: left.max((columns - measure) / 2),
            measure,
            index: 0,
            right: columns - 1,
        }
    }
}

impl Geometry {
    /// Divides a screen.
    pub fn new(columns: u16, rows: u16, wish: Wish) -> Self {
        let screen = Area {
            x: 0,
            y: 0,
            width: columns,
            height: rows,
        };
        if columns < 40 || rows < 8 {
            return Geometry::tiny(screen, wish);
        }
        let is_tall = rows >= TALL;
        let is_beside = columns >= BESIDE && is_tall;
        let shares = Shares::of(columns, is_beside, wish.measure);
        let is_narrow = columns < 60 || !is_tall;
        let (top, bottom) = if is_tall {
            (2, rows - 2)
        } else {
            (0, rows - 1)
        };
        let mut geometry = Geometry {
            screen,
            text: Area {
                x: shares.x,
                y: top,
                width: shares.measure,
                height: bottom - top,
            },
            gutter: if is_narrow { 1 } else { 3 },
            head: (is_tall && !wish.zen).then_some(0),
            status: (!wish.zen).then_some(rows - 1),
            right: shares.right,
            rule: None,
            index: None,
            is_drawer: !is_beside,
            compact: rows < 30,
        };
        if is_beside && wish.index && !wish.zen {
            geometry.open_index(shares);
        } else if !is_beside && wish.drawer && !wish.zen {
            geometry.open_drawer(is_narrow);
        }
        geometry
    }

    /// Puts the index into its room beside the text.
    fn open_index(&mut self, shares: Shares) {
        let rule = self.text.right() + BETWEEN - 2;
        self.rule = Some(rule);
        self.index = Some(Area {
            x: rule + 2,
            width: shares.index,
            ..self.text
        });
    }

    /// Puts the drawer above the status line; on a small screen it covers the text.
    fn open_drawer(&mut self, covers: bool) {
        let rows = self.screen.height;
        let wanted = if covers {
            rows - 1
        } else {
            (rows * 2 / 5).clamp(6, 14)
        };
        let height = wanted.min(rows - 1);
        let y = rows - 1 - height;
        self.text.height = if covers {
            self.text.height
        } else {
            y - self.text.y
        };
        self.index = Some(Area {
            x: 0,
            y: y + 1,
            width: self.screen.width,
            height: height - 1,
        });
    }

    /// A screen on which only the text has room.
    fn tiny(screen: Area, wish: Wish) -> Self {
        let margin = u16::from(screen.width >= 20);
        let status = screen.height >= 3 && !wish.zen;
        Geometry {
            screen,
            text: Area {
                x: margin,
                y: 0,
                width: (screen.width - 2 * margin).min(wish.measure),
                height: screen.height - u16::from(status),
            },
            status: status.then(|| screen.height - 1),
            right: screen.width - margin,
            is_drawer: true,
            compact: true,
            ..Geometry::default()
        }
    }

    /// Whether the index can be shown at all.
    pub fn has_room_for_index(&self) -> bool {
        self.gutter > 0
    }

    /// The rows of the screen on which text can be seen: none where a drawer covers it.
    pub fn visible_rows(&self) -> u16 {
        self.text.height
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WISH: Wish = Wish {
        measure: MEASURE.1,
        index: true,
        drawer: false,
        zen: false,
    };

    /// Text column, measure, rule, index width.
    #[track_caller]
    fn check(columns: u16, rows: u16, expected: (u16, u16, Option<u16>, u16)) {
        let g = Geometry::new(columns, rows, WISH);
        let index = g.index.map_or(0, |i| i.width);
        assert_eq!((g.text.x, g.text.width, g.rule, index), expected);
    }

    #[test]
    fn the_screens_of_the_guide() {
        check(80, 24, (7, 66, None, 0));
        check(100, 30, (4, 60, Some(67), 30));
        check(106, 40, (4, 66, Some(73), 30));
        check(120, 40, (4, 66, Some(73), 44));
        check(200, 60, (44, 66, Some(113), 44));
        check(50, 20, (2, 46, None, 0));
        check(40, 12, (2, 36, None, 0));
        check(64, 20, (4, 58, None, 0));
    }

    #[test]
    fn the_left_edge_never_moves() {
        for columns in 40..220 {
            for rows in [10, 24, 60] {
                let at = |index, drawer| {
                    let g = Geometry::new(
                        columns,
                        rows,
                        Wish {
                            index,
                            drawer,
                            ..WISH
                        },
                    );
                    (g.text.x, g.text.width, g.text.y)
                };
                assert_eq!(at(true, true), at(false, false), "{columns}x{rows}");
            }
        }
    }

    #[test]
    fn every_size_keeps_its_parts_on_the_screen() {
        for columns in 1..=300 {
            for rows in 1..=100 {
                for flags in 0..8 {
                    let wish = Wish {
                        measure: 90,
                        index: flags & 1 > 0,
                        drawer: flags & 2 > 0,
                        zen: flags & 4 > 0,
                    };
                    let g = Geometry::new(columns, rows, wish);
                    assert!(g.text.right() <= columns && g.text.bottom() <= rows);
                    assert!(g.text.width > 0 && g.text.height > 0, "{columns}x{rows}");
                    if let Some(index) = g.index {
                        assert!(index.right() <= columns && index.bottom() <= rows);
                    }
                }
            }
        }
    }
}
