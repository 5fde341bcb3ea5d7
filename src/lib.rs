//! Dateline: a terminal reader for articles that knows who said what, and when.
//!
//! The crate is a pipeline, and this is its tour:
//!
//! 1. [`source`] gets bytes: a file, standard input, an address.
//! 2. [`load`] makes a [`text::Document`] of them, one loader a format. Markup ends here.
//! 3. [`analysis`] finds sections, speakers, quotations, dates and events in it.
//! 4. [`index`] makes the entries that the reader navigates by.
//! 5. [`layout`] breaks blocks into rows at a width, around the view only.
//! 6. [`app`] holds the reader's state: key → action → state, without a terminal.
//! 7. [`ui`] draws the state; [`term`] owns the terminal and runs the loop.
//!
//! [`pipeline`] joins 1 to 3; [`export`] and [`batch`] are the way out without a screen; [`cli`]
//! says what the user wants; [`store`] keeps places and marks on disk.

pub mod analysis;
pub mod app;
pub mod batch;
pub mod cli;
pub mod export;
pub mod index;
pub mod layout;
pub mod load;
pub mod pipeline;
pub mod source;
pub mod store;
pub mod term;
pub mod text;
pub mod ui;
