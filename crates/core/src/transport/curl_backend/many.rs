//! Many telegrams at once through `curl_multi`, each on a connection of its own.

use std::collections::{HashMap, VecDeque};
use std::time::{Duration, Instant};

use bytes::Bytes;
use curl::Error;
use curl::multi::{Easy2Handle, Multi};

use super::transfer::Transfer;
use super::{easy, judge};
use crate::transport::identity::Identity;
use crate::transport::message;
use crate::transport::outcome::{Outcome, Reason, TransportError};
use crate::transport::process;
use crate::transport::settings::{TransportAnswer, TransportSettings};
use crate::transport::target::Target;

/// The longest wait for a socket before libcurl looks at its own clock again.
const WAIT: Duration = Duration::from_millis(200);
/// Pause when libcurl has no socket to wait for, while a name is looked up.
const PAUSE: Duration = Duration::from_millis(2);

type Done = (usize, Result<TransportAnswer, TransportError>);

/// Telegrams under way on libcurl.
pub(crate) struct Many {
    multi: Option<Multi>,
    under_way: HashMap<usize, (Target, Easy2Handle<Transfer>)>,
    done: VecDeque<Done>,
    process: u32,
}

impl Many {
    /// Nothing under way yet.
    pub(crate) fn new() -> Self {
        Self {
            multi: Some(Multi::new()),
            under_way: HashMap::new(),
            done: VecDeque::new(),
            process: process::id(),
        }
    }

    /// Starts a telegram; it moves when [`Self::next`] is called.
    pub(crate) fn start(
        &mut self,
        settings: &TransportSettings,
        identity: &Identity,
        index: usize,
        target: Target,
        body: &Bytes,
    ) {
        match self.add(settings, identity, index, &target, body) {
            Ok(handle) => {
                self.under_way.insert(index, (target, handle));
            }
            Err(error) => self.done.push_back((index, Err(error))),
        }
    }

    fn add(
        &mut self,
        settings: &TransportSettings,
        identity: &Identity,
        index: usize,
        target: &Target,
        body: &Bytes,
    ) -> Result<Easy2Handle<Transfer>, TransportError> {
        let setup = |cause: &str| message::error(target, Reason::Setup, Outcome::NotSent, cause);
        let easy = easy::telegram(settings, identity, target, body, settings.total_timeout)?;
        let multi = self.multi.as_ref().ok_or_else(|| setup("no handle"))?;
        let mut handle = multi.add2(easy).map_err(|error| setup(&error.to_string()))?;
        handle
            .set_token(index)
            .map_err(|error| setup(error.description()))?;
        Ok(handle)
    }

    /// Drives until one telegram is done. `None`: nothing is under way.
    pub(crate) fn next(&mut self) -> Option<Done> {
        loop {
            if let Some(done) = self.done.pop_front() {
                return Some(done);
            }
            if self.under_way.is_empty() {
                return None;
            }
            self.turn();
        }
    }

    fn turn(&mut self) {
        let Some(multi) = &self.multi else {
            return self.give_up("no handle");
        };
        if let Err(error) = multi.perform() {
            return self.give_up(&error.to_string());
        }
        let finished = self.finished();
        if finished.is_empty() {
            return self.wait();
        }
        for (index, result) in finished {
            self.finish(index, result);
        }
    }

    fn finished(&self) -> Vec<(usize, Result<(), Error>)> {
        let mut finished = Vec::new();
        if let Some(multi) = &self.multi {
            multi.messages(|message| {
                let Ok(index) = message.token() else { return };
                let Some((_, handle)) = self.under_way.get(&index) else {
                    return;
                };
                if let Some(result) = message.result_for2(handle) {
                    finished.push((index, result));
                }
            });
        }
        finished
    }

    fn finish(&mut self, index: usize, result: Result<(), Error>) {
        let Some((target, mut handle)) = self.under_way.remove(&index) else {
            return;
        };
        let end = judge::End::of_handle(&mut handle);
        let judged = judge::judge(&target, result, handle.get_mut(), end);
        if let Some(multi) = &self.multi {
            // Taken out at once: its connection is closed now, not when all are done.
            drop(multi.remove2(handle));
        }
        self.done.push_back((index, judged));
    }

    fn wait(&mut self) {
        let Some(multi) = &self.multi else { return };
        let began = Instant::now();
        match multi.wait(&mut [], WAIT) {
            Ok(0) if began.elapsed() < PAUSE => std::thread::sleep(PAUSE),
            Ok(_) => {}
            Err(error) => self.give_up(&error.to_string()),
        }
    }

    /// libcurl itself failed: nobody knows what became of the telegrams.
    fn give_up(&mut self, cause: &str) {
        for (index, (target, _)) in self.under_way.drain() {
            let error = message::error(&target, Reason::Setup, Outcome::Unknown, cause);
            self.done.push_back((index, Err(error)));
        }
    }
}

impl Drop for Many {
    fn drop(&mut self) {
        if self.process != process::id() {
            // Forked in a callback: the sockets are the parent's.
            std::mem::forget(std::mem::take(&mut self.under_way));
            std::mem::forget(self.multi.take());
        }
    }
}
