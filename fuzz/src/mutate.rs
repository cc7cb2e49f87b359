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
        match self.random.below(9) {
            0 => self.set_byte(input),
            1 => self.flip_bit(input),
            2 => self.insert_byte(input),
            3 => self.remove_range(input),
            4 => self.repeat_range(input),
            5 | 6 => self.insert_word(input),
            7 => self.splice(input, pool),
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
