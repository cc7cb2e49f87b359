//! Everything received and answered, masked: one line of JSON each, in `DIR/ledger.jsonl` and at the
//! tool. A thread of its own writes it, so that no telegram waits for a disk or for JSON.

mod entry;

use std::collections::VecDeque;
use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, channel};

use crate::error::Error;

pub(crate) use entry::Entry;

/// Lines kept in memory for the tool; older ones are in the file only.
const KEPT: usize = 100_000;

/// The writing end.
#[derive(Debug)]
pub(crate) struct Ledger {
    desk: Sender<Message>,
}

enum Message {
    Note(Box<Entry>),
    /// All lines after a number, as one text.
    Read(u64, Sender<String>),
}

impl Ledger {
    /// Continues the file.
    pub(crate) fn open(path: &Path) -> Result<Self, Error> {
        let failed = |cause| Error::file(path, cause);
        let mut book = Book {
            next: 1,
            kept: VecDeque::new(),
        };
        if path.exists() {
            for line in BufReader::new(File::open(path).map_err(failed)?).lines() {
                book.keep(line.map_err(failed)?);
            }
        }
        let file = OpenOptions::new()
            .create(true)
            .append(true)
            .mode(0o600)
            .open(path)
            .map_err(failed)?;
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

    /// The lines after `after`, everything noted before this call included.
    pub(crate) fn lines(&self, after: u64) -> String {
        let (sender, receiver) = channel();
        let _ = self.desk.send(Message::Read(after, sender));
        receiver.recv().unwrap_or_default()
    }
}

struct Book {
    next: u64,
    kept: VecDeque<(u64, String)>,
}

impl Book {
    fn keep(&mut self, line: String) {
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
                let line = entry.line(self.next);
                let _ = writeln!(file, "{line}");
                self.keep(line);
            }
            Message::Read(after, reader) => {
                let _ = file.flush();
                let lines = self.kept.iter().filter(|(number, _)| *number > after);
                let text = lines.fold(String::new(), |mut text, (_, line)| {
                    text.push_str(line);
                    text.push('\n');
                    text
                });
                let _ = reader.send(text);
            }
        }
    }
}
