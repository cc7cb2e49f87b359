//! Everything received and answered, masked: one line of JSON each, in `DIR/ledger.jsonl` and at the
//! tool. A thread of its own writes it, so that no telegram waits for a disk or for JSON.

mod entry;
mod index;
mod mask;
mod tally;

use std::collections::VecDeque;
use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};

use crate::error::Error;

pub(crate) use entry::Entry;
use index::Index;
pub(crate) use tally::Tally;

/// Lines kept in memory for the tool; older ones are read from the file.
const KEPT: usize = 10_000;

/// The writing end.
#[derive(Clone, Debug)]
pub(crate) struct Ledger {
    desk: Sender<Message>,
}

enum Message {
    Note(Box<Entry>),
    /// The number of the last line.
    Last(Sender<u64>),
    /// The counts of the lines so far.
    Seen(Sender<Tally>),
    /// All lines about a payment and about the clock.
    About(i64, Sender<String>),
    /// All lines after a number, as one text.
    Read(u64, Sender<String>),
}

impl Ledger {
    /// Continues the file.
    pub(crate) fn open(path: &Path) -> Result<Self, Error> {
        let failed = |cause| Error::file(path, cause);
        let mut book = Book {
            path: path.to_owned(),
            next: 1,
            index: Index::default(),
            tally: Tally::default(),
            kept: VecDeque::new(),
        };
        let mut file = OpenOptions::new()
            .create(true)
            .append(true)
            .read(true)
            .mode(0o600)
            .open(path)
            .map_err(failed)?;
        for line in BufReader::new(&file).lines() {
            let line = line.map_err(failed)?;
            book.tally.read(&line);
            book.keep(line);
        }
        if !ends_with_line(&mut file).map_err(failed)? {
            // The last life ended in the middle of a line.
            file.write_all(b"\n").map_err(failed)?;
        }
        let (desk, messages) = channel();
        std::thread::Builder::new()
            .name("ledger".to_owned())
            .spawn(move || book.run(&messages, BufWriter::new(file)))
            .map_err(Error::Runtime)?;
        Ok(Self { desk })
    }

    /// Adds a line, some time soon.
    pub(crate) fn note(&self, entry: Entry) {
        // The receiver lives as long as the process.
        let _ = self.desk.send(Message::Note(Box::new(entry)));
    }

    /// Waits until everything noted so far is in the file.
    pub(crate) fn flush(&self) {
        self.lines(u64::MAX);
    }

    /// The number of the last line, everything noted before this call included.
    pub(crate) fn last(&self) -> u64 {
        let (sender, receiver) = channel();
        let _ = self.desk.send(Message::Last(sender));
        receiver.recv().unwrap_or_default()
    }

    /// What was counted, everything noted before this call included.
    pub(crate) fn seen(&self) -> Tally {
        let (sender, receiver) = channel();
        let _ = self.desk.send(Message::Seen(sender));
        receiver.recv().unwrap_or_default()
    }

    /// The lines about a payment and those about the clock, everything noted before this call included.
    pub(crate) fn about(&self, payment_id: i64) -> String {
        let (sender, receiver) = channel();
        let _ = self.desk.send(Message::About(payment_id, sender));
        receiver.recv().unwrap_or_default()
    }

    /// The lines after `after`, everything noted before this call included.
    pub(crate) fn lines(&self, after: u64) -> String {
        let (sender, receiver) = channel();
        let _ = self.desk.send(Message::Read(after, sender));
        receiver.recv().unwrap_or_default()
    }
}

struct Book {
    path: PathBuf,
    next: u64,
    index: Index,
    tally: Tally,
    kept: VecDeque<(u64, String)>,
}

impl Book {
    fn keep(&mut self, line: String) {
        self.index.add(&line);
        self.kept.push_back((self.next, line));
        self.next += 1;
        if self.kept.len() > KEPT {
            self.kept.pop_front();
        }
    }

    fn run(mut self, messages: &Receiver<Message>, mut file: BufWriter<File>) {
        while let Ok(message) = messages.recv() {
            self.take(message, &mut file);
            while let Ok(message) = messages.try_recv() {
                self.take(message, &mut file);
            }
            let _ = file.flush();
        }
    }

    fn take(&mut self, message: Message, file: &mut BufWriter<File>) {
        match message {
            Message::Note(entry) => {
                self.tally.note(&entry);
                let line = entry.line(self.next);
                let _ = writeln!(file, "{line}");
                self.keep(line);
            }
            Message::Last(reader) => {
                let _ = reader.send(self.next - 1);
            }
            Message::Seen(reader) => {
                let _ = reader.send(self.tally.clone());
            }
            Message::About(payment_id, reader) => {
                let _ = file.flush();
                let _ = reader.send(self.index.lines(&self.path, payment_id));
            }
            Message::Read(after, reader) => {
                let _ = file.flush();
                let text = self.lines(after);
                let _ = reader.send(text);
            }
        }
    }

    /// Line n of the file has number n, so what memory lacks is found by counting.
    fn lines(&self, after: u64) -> String {
        let first = self.kept.front().map_or(self.next, |(number, _)| *number);
        let mut text = String::new();
        let mut add = |line: &str| {
            text.push_str(line);
            text.push('\n');
        };
        if after.saturating_add(1) < first
            && let Ok(file) = File::open(&self.path)
        {
            let skipped = usize::try_from(after).unwrap_or(usize::MAX);
            let older = usize::try_from(first - 1 - after).unwrap_or(usize::MAX);
            let lines = BufReader::new(file).lines().map_while(Result::ok);
            lines.skip(skipped).take(older).for_each(|line| add(&line));
        }
        let recent = self.kept.iter().filter(|(number, _)| *number > after);
        recent.for_each(|(_, line)| add(line));
        text
    }
}

fn ends_with_line(file: &mut File) -> std::io::Result<bool> {
    if file.seek(SeekFrom::End(0))? == 0 {
        return Ok(true);
    }
    file.seek(SeekFrom::End(-1))?;
    let mut last = [0_u8];
    file.read_exact(&mut last)?;
    Ok(last == *b"\n")
}

#[cfg(test)]
mod tests {
    use super::{Entry, KEPT, Ledger};
    use crate::clock::Moment;

    fn moved(payment_id: i64) -> Entry {
        Entry::Moved {
            at: Moment(0),
            payment_id,
            from: "10".to_owned(),
            to: "40".to_owned(),
        }
    }

    #[test]
    fn counts_without_reading_the_file_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ledger.jsonl");
        let ledger = Ledger::open(&path).unwrap();
        let names = |from: &str, to: &str| ["02", from, to].map(str::to_owned);
        let counts = [("", "10"), ("10", "20")];
        for number in 0..i64::try_from(KEPT).unwrap() {
            for (from, to) in counts {
                ledger.note(Entry::Status {
                    at: Moment(0),
                    payment_id: number,
                    merchant_id: String::new(),
                    payment_type: "02".to_owned(),
                    from: from.to_owned(),
                    to: to.to_owned(),
                });
            }
        }
        ledger.note(moved(1));
        let seen = ledger.seen();
        let expected = counts.map(|(from, to)| (names(from, to), u64::try_from(KEPT).unwrap()));
        assert_eq!(seen.statuses, expected.into());
        ledger.flush();
        let again = Ledger::open(&path).unwrap();
        assert_eq!(again.seen(), seen);
        std::fs::remove_file(&path).unwrap();
        assert_eq!(again.seen(), seen);
    }

    #[test]
    fn finds_old_lines_in_the_file_and_goes_on_after_a_torn_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ledger.jsonl");
        let ledger = Ledger::open(&path).unwrap();
        let count = i64::try_from(KEPT).unwrap() + 5;
        (1..=count).for_each(|number| ledger.note(moved(number)));
        let all = ledger.lines(0);
        assert_eq!(all.lines().count(), KEPT + 5);
        assert!(all.lines().next().unwrap().contains("\"seq\":1,"));
        assert!(ledger.lines(3).starts_with("{\"seq\":4,"));
        assert_eq!(
            ledger
                .lines(u64::try_from(count).unwrap() - 1)
                .lines()
                .count(),
            1
        );
        assert_eq!(ledger.lines(u64::MAX), "");
        let written = std::fs::read(&path).unwrap();
        std::fs::write(&path, &written[..written.len() - 3]).unwrap();
        let again = Ledger::open(&path).unwrap();
        again.note(moved(7));
        let last = again.lines(u64::try_from(count).unwrap());
        assert!(
            last.starts_with(&format!("{{\"seq\":{},", count + 1)),
            "{last}"
        );
    }
}
