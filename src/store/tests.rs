//! The store on a real disk, in a folder that goes with the test.

use std::fs::{self, File};
use std::os::unix::fs::PermissionsExt;
use std::process;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, SystemTime};

use super::folder::ARTICLES;
use super::*;
use crate::text::testing;

/// A folder of its own, removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Folder {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("dateline-store-{}-{number}", process::id());
        Folder(std::env::temp_dir().join(name))
    }

    fn store(&self) -> Store {
        Store::in_folder(&self.0)
    }

    /// All but the lock.
    fn files(&self) -> Vec<PathBuf> {
        let mut files: Vec<PathBuf> = fs::read_dir(&self.0)
            .map(|files| files.flatten().map(|f| f.path()).collect())
            .unwrap_or_default();
        files.retain(|path| !path.ends_with("lock"));
        files.sort();
        files
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn document(paragraphs: std::ops::Range<usize>) -> Document {
    testing::paragraphs(paragraphs.map(|n| {
        format!("On day {n} of the strike, clerk number {n} counted {n} ships at pier {n}.")
    }))
}

fn at(block: usize) -> Place {
    Place { block, offset: 3 }
}

fn memory(block: usize, marks: &[(char, usize)]) -> Memory {
    Memory {
        place: Some(at(block)),
        marks: marks.iter().map(|(c, block)| (*c, at(*block))).collect(),
    }
}

const HERE: &str = "/articles/strike.md";

#[test]
fn a_place_and_marks_come_back() {
    let folder = Folder::new();
    let document = document(0..40);
    let kept = memory(12, &[('a', 3), ('é', 30)]);
    for source in [Some(Path::new(HERE)), None] {
        assert_eq!(folder.store().recall(source, &document), None);
        folder.store().keep(source, &document, &kept).unwrap();
        let recalled = folder.store().recall(source, &document).unwrap();
        assert_eq!(recalled.memory, kept);
        assert_eq!(recalled.notices, [""; 0]);
        fs::remove_dir_all(&folder.0).unwrap();
    }
}

#[test]
fn an_article_is_known_again_where_it_has_moved_or_changed() {
    let folder = Folder::new();
    folder
        .store()
        .keep(Some(Path::new(HERE)), &document(0..40), &memory(12, &[]))
        .unwrap();
    let place = |source: &str, paragraphs| {
        let (store, document) = (folder.store(), document(paragraphs));
        let recalled = store.recall(Some(Path::new(source)), &document);
        recalled.or_else(|| store.search(&document))?.memory.place
    };
    assert_eq!(place("/elsewhere/strike.md", 0..40), Some(at(12)));
    assert_eq!(place(HERE, 2..50), Some(at(10)));
    assert_eq!(place("/elsewhere/strike.md", 200..240), None);
    assert_eq!(place(HERE, 200..240), None);
}

#[test]
fn marks_of_another_session_stay() {
    let folder = Folder::new();
    let (store, here) = (folder.store(), Some(Path::new(HERE)));
    store
        .keep(here, &document(0..40), &memory(1, &[('a', 3), ('b', 4)]))
        .unwrap();
    store
        .keep(here, &document(0..40), &memory(2, &[('b', 9)]))
        .unwrap();
    let recalled = store.recall(here, &document(0..40)).unwrap();
    assert_eq!(recalled.memory, memory(2, &[('a', 3), ('b', 9)]));
}

#[test]
fn marks_set_at_the_same_time_are_all_kept() {
    let folder = Folder::new();
    let document = document(0..40);
    let keep = |mark: char, block: usize| {
        let memory = memory(1, &[(mark, block)]);
        let (store, document) = (folder.store(), &document);
        move || {
            store
                .keep(Some(Path::new(HERE)), document, &memory)
                .unwrap()
        }
    };
    thread::scope(|scope| {
        for (block, mark) in ('a'..='j').enumerate() {
            scope.spawn(keep(mark, block));
        }
    });
    let recalled = folder.store().recall(Some(Path::new(HERE)), &document);
    let marks: String = recalled.unwrap().memory.marks.into_keys().collect();
    assert_eq!(marks, "abcdefghij");
}

#[test]
fn another_text_in_the_file_costs_no_marks() {
    let folder = Folder::new();
    let (store, here) = (folder.store(), Some(Path::new(HERE)));
    let (ours, other, third) = (document(0..40), document(200..240), document(300..340));
    let marked = memory(5, &[('a', 3), ('b', 30)]);
    store.keep(here, &ours, &marked).unwrap();
    let old = fs::read(folder.files().remove(0)).unwrap();
    // Nobody reads on in it, then somebody does.
    store.keep(here, &other, &Memory::default()).unwrap();
    assert_eq!(folder.files().len(), 1);
    store.keep(here, &other, &memory(9, &[])).unwrap();
    assert_eq!(store.recall(here, &other).unwrap().memory, memory(9, &[]));
    assert_eq!(store.recall(here, &ours).unwrap().memory, marked);
    // A place without marks gives way to the next text; marks do not.
    store.keep(here, &third, &memory(7, &[('c', 1)])).unwrap();
    assert_eq!(folder.files().len(), 2);
    assert_eq!(store.recall(here, &other), None);
    assert_eq!(fs::read(folder.files().remove(1)).unwrap(), old);
    store.keep(here, &ours, &memory(2, &[])).unwrap();
    store.keep(here, &other, &memory(8, &[('d', 2)])).unwrap();
    let recalled = |document| store.recall(here, document).unwrap().memory;
    assert_eq!(recalled(&ours), memory(2, &[('a', 3), ('b', 30)]));
    assert_eq!(recalled(&other), memory(8, &[('d', 2)]));
    assert_eq!(recalled(&third), memory(7, &[('c', 1)]));
}

#[test]
fn what_cannot_be_read_is_not_written_over() {
    let folder = Folder::new();
    let (store, here) = (folder.store(), Some(Path::new(HERE)));
    store.keep(here, &document(0..40), &memory(5, &[])).unwrap();
    let path = folder.files().remove(0);
    // To whoever may read everything, a folder is what no read gets through.
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    let recalled = store.recall(here, &document(0..40)).unwrap();
    assert_eq!(recalled.memory, Memory::default());
    let named = format!(
        "what is remembered cannot be read: {}: ",
        folder.0.display()
    );
    assert!(recalled.notices[0].starts_with(&named), "{recalled:?}");
    let error = store.keep(here, &document(0..40), &memory(6, &[]));
    let error = error.unwrap_err().to_string();
    assert!(error.contains("XDG_STATE_HOME") && !error.contains("os error"));
    assert_eq!(folder.files(), [path]);
}

#[test]
fn a_reading_that_ends_where_it_began_leaves_no_file() {
    let folder = Folder::new();
    let (store, here) = (folder.store(), Some(Path::new(HERE)));
    let top = Memory {
        place: Some(Place::default()),
        ..Memory::default()
    };
    store.keep(here, &document(0..40), &top).unwrap();
    assert!(!folder.0.exists());
    // Who went back to the top wants to be there again.
    store.keep(here, &document(0..40), &memory(5, &[])).unwrap();
    store.keep(here, &document(0..40), &top).unwrap();
    assert_eq!(store.recall(here, &document(0..40)).unwrap().memory, top);
}

#[test]
fn a_file_that_is_not_ours_is_set_aside() {
    for (bytes, suffix) in [
        (b"\0\0\0\0".as_slice(), "broken"),
        (b"{\"version\": 1, \"place\"", "broken"),
        (b"[]", "broken"),
        (b"{\"version\": 999999, \"schema\": 999999}\n", "newer"),
    ] {
        let folder = Folder::new();
        let (store, here) = (folder.store(), Some(Path::new(HERE)));
        store.keep(here, &document(0..40), &memory(5, &[])).unwrap();
        let path = folder.files().remove(0);
        fs::write(&path, bytes).unwrap();
        let recalled = store.recall(here, &document(0..40)).unwrap();
        assert_eq!(recalled.memory, Memory::default());
        assert_eq!(recalled.notices.len(), 1, "{suffix}");
        store.keep(here, &document(0..40), &memory(6, &[])).unwrap();
        let aside = path.with_extension(format!("json.{suffix}"));
        assert_eq!(fs::read(&aside).unwrap(), bytes);
        assert_eq!(
            store.recall(here, &document(0..40)).unwrap().memory.place,
            Some(at(6))
        );
        // A second one goes beside the first.
        fs::write(&path, b"{").unwrap();
        store.keep(here, &document(0..40), &memory(7, &[])).unwrap();
        assert_eq!(fs::read(&aside).unwrap(), bytes);
        assert_eq!(folder.files().len(), 3);
    }
}

#[test]
fn without_a_folder_nothing_is_remembered_and_nothing_breaks() {
    let store = Store { folder: None };
    let marked = memory(1, &[('a', 1)]);
    assert!(store.keep(None, &document(0..3), &marked).is_err());
    assert!(store.keep(None, &document(0..3), &memory(1, &[])).is_ok());
    assert_eq!(store.recall(None, &document(0..3)), None);
    assert_eq!(store.search(&document(0..3)), None);
    let folder = Folder::new();
    fs::write(&folder.0, "a file").unwrap();
    let store = Store::in_folder(folder.0.join("places"));
    assert!(store.keep(None, &document(0..3), &memory(1, &[])).is_err());
    assert_eq!(store.recall(None, &document(0..3)), None);
    assert_eq!(store.search(&document(0..3)), None);
    fs::remove_file(&folder.0).unwrap();
}

#[test]
fn what_is_read_is_nobody_elses_business() {
    let folder = Folder::new();
    folder
        .store()
        .keep(None, &document(0..3), &memory(1, &[]))
        .unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&folder.0), 0o700);
    assert_eq!(mode(&folder.files()[0]), 0o600);
}

#[test]
fn the_oldest_without_marks_are_forgotten() {
    let folder = Folder::new();
    let (store, document) = (folder.store(), document(0..3));
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    let age = |path: &Path| {
        let file = File::options().write(true).open(path).unwrap();
        file.set_modified(long_ago).unwrap();
    };
    let marked = Some(Path::new("/marked"));
    store
        .keep(marked, &document, &memory(1, &[('a', 1)]))
        .unwrap();
    let marked = folder.files().remove(0);
    age(&marked);
    store.keep(None, &document, &memory(1, &[])).unwrap();
    let first = folder.files().into_iter().find(|f| *f != marked).unwrap();
    age(&first);
    let left = folder.0.join("0.123.tmp");
    File::create(&left).unwrap();
    age(&left);
    for n in 2..ARTICLES {
        File::create(folder.0.join(format!("{n:016x}.json"))).unwrap();
    }
    store.tidy();
    assert!(!left.exists() && first.exists());
    store
        .keep(Some(Path::new(HERE)), &document, &memory(1, &[]))
        .unwrap();
    store.tidy();
    assert!(!first.exists() && marked.exists());
    assert_eq!(folder.files().len(), ARTICLES);
}
