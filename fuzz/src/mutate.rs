//! Makes a new input of old ones.

use crate::random::Random;

/// Longest input.
const LONGEST: usize = 64 * 1024;

/// Makes inputs.
pub struct Mutator {
    random: Random,
    dictionary: &'static [&'static [u8]],
}

impl Mutator {
    /// The dictionary holds pieces that mean something to the target.
    pub fn new(random: Random, dictionary: &'static [&'static [u8]]) -> Self {
        Self { random, dictionary }
    }

    /// One of the pool, changed one to eight times.
    pub fn mutate(&mut self, pool: &[Vec<u8>]) -> Vec<u8> {
        let mut input = self.random.pick(pool).cloned().unwrap_or_default();
        for _ in 0..=self.random.below(8) {
            self.change(&mut input, pool);
        }
        input.truncate(LONGEST);
        input
    }

    fn change(&mut self, input: &mut Vec<u8>, pool: &[Vec<u8>]) {
        match self.random.below(12) {
            0 => self.set_byte(input),
            1 => self.flip_bit(input),
            2 => self.insert_byte(input),
            3 => self.remove_range(input),
            4 => self.repeat_range(input),
            5 | 6 => self.insert_word(input),
            7 => self.splice(input, pool),
            8 => self.insert_line(input, pool),
            9 => self.remove_line(input),
            10 => self.set_number(input),
            _ => input.truncate(self.random.below(input.len() + 1)),
        }
    }

    fn set_byte(&mut self, input: &mut [u8]) {
        let at = self.random.below(input.len());
        let byte = self.byte();
        if let Some(place) = input.get_mut(at) {
            *place = byte;
        }
    }

    fn flip_bit(&mut self, input: &mut [u8]) {
        let at = self.random.below(input.len());
        let bit = self.random.below(8);
        if let Some(place) = input.get_mut(at) {
            *place ^= 1 << bit;
        }
    }

    fn insert_byte(&mut self, input: &mut Vec<u8>) {
        let at = self.random.below(input.len() + 1);
        let byte = self.byte();
        input.insert(at, byte);
    }

    fn remove_range(&mut self, input: &mut Vec<u8>) {
        let (start, end) = self.range(input.len());
        input.drain(start..end);
    }

    fn repeat_range(&mut self, input: &mut Vec<u8>) {
        let (start, end) = self.range(input.len());
        let times = 1 + self.random.below(4);
        let piece = input.get(start..end).unwrap_or_default().repeat(times);
        input.splice(end..end, piece);
    }

    fn insert_word(&mut self, input: &mut Vec<u8>) {
        let at = self.random.below(input.len() + 1);
        let word = self
            .random
            .pick(self.dictionary)
            .copied()
            .unwrap_or_default();
        input.splice(at..at, word.iter().copied());
    }

    fn splice(&mut self, input: &mut Vec<u8>, pool: &[Vec<u8>]) {
        let other = self
            .random
            .pick(pool)
            .map(Vec::as_slice)
            .unwrap_or_default();
        let (start, end) = self.range(other.len());
        let at = self.random.below(input.len() + 1);
        input.splice(
            at..at,
            other.get(start..end).unwrap_or_default().iter().copied(),
        );
    }

    /// A whole line of another input before one of this one's lines, or behind the last.
    fn insert_line(&mut self, input: &mut Vec<u8>, pool: &[Vec<u8>]) {
        let other = self
            .random
            .pick(pool)
            .map(Vec::as_slice)
            .unwrap_or_default();
        let lines: Vec<&[u8]> = other.split_inclusive(|byte| *byte == b'\n').collect();
        let line = self.random.pick(&lines).copied().unwrap_or_default();
        let (start, _) = self.line(input);
        let at = if self.random.below(3) == 0 {
            input.len()
        } else {
            start
        };
        input.splice(at..at, line.iter().copied());
    }

    fn remove_line(&mut self, input: &mut Vec<u8>) {
        let (start, end) = self.line(input);
        input.drain(start..end);
    }

    /// A run of digits becomes another number of up to six digits.
    fn set_number(&mut self, input: &mut Vec<u8>) {
        let from = self.random.below(input.len());
        let tail = input.get(from..).unwrap_or_default();
        let Some(skipped) = tail.iter().position(u8::is_ascii_digit) else {
            return;
        };
        let start = from + skipped;
        let length = input
            .get(start..)
            .and_then(|rest| rest.iter().position(|byte| !byte.is_ascii_digit()))
            .unwrap_or(input.len() - start);
        let digits = 1 + self.random.below(6);
        let number = self
            .random
            .below(10_usize.pow(u32::try_from(digits).unwrap_or(1)));
        input.splice(start..start + length, number.to_string().into_bytes());
    }

    /// Where a line begins and where the next one does.
    fn line(&mut self, input: &[u8]) -> (usize, usize) {
        let at = self.random.below(input.len());
        let (before, after) = input.split_at(at);
        let start = before.iter().rposition(|byte| *byte == b'\n');
        let end = after.iter().position(|byte| *byte == b'\n');
        (
            start.map_or(0, |found| found + 1),
            end.map_or(input.len(), |found| at + found + 1),
        )
    }

    /// Mostly short.
    fn range(&mut self, length: usize) -> (usize, usize) {
        let start = self.random.below(length + 1);
        let longest = if self.random.below(4) == 0 {
            length
        } else {
            16
        };
        let end = length.min(start + self.random.below(longest + 1));
        (start, end)
    }

    fn byte(&mut self) -> u8 {
        u8::try_from(self.random.below(256)).unwrap_or(0)
    }
}
