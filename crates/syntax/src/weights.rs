//! Weights of a linear model: a few classes a feature, eight bits a weight.
//!
//! A weight is stored as the signed square root of itself, so that the many small weights keep their sign
//! and size where plain eight-bit steps would round them away.

use crate::ModelError;
use crate::bytes::{Source, put_u32};

/// Feature hash to the classes it speaks for or against.
#[derive(Clone, Debug, Default)]
pub struct Weights {
    /// Open addressing; key 0 is an empty slot.
    slots: Vec<Slot>,
    entries: Vec<Entry>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    key: u32,
    start: u32,
    end: u32,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    class: u16,
    weight: i16,
}

fn key(feature: u64) -> u32 {
    ((feature >> 32) as u32).max(1)
}

impl Weights {
    /// Adds the weights of `feature` to `scores`.
    pub fn add(&self, feature: u64, scores: &mut [i32]) {
        let key = key(feature);
        let mask = self.slots.len() - 1;
        let mut at = key as usize & mask;
        loop {
            let slot = self.slots[at];
            if slot.key == key {
                for entry in &self.entries[slot.start as usize..slot.end as usize] {
                    scores[usize::from(entry.class)] += i32::from(entry.weight);
                }
                return;
            }
            if slot.key == 0 {
                return;
            }
            at = (at + 1) & mask;
        }
    }

    /// Writes `features`, whose weights are at most 127 squared in size, in the form [`Weights::read`] takes.
    pub fn write(features: &[(u64, Vec<(u8, i32)>)], out: &mut Vec<u8>) {
        let mut rows: Vec<(u32, &Vec<(u8, i32)>)> = features.iter().map(|(f, row)| (key(*f), row)).collect();
        rows.sort_by_key(|row| row.0);
        rows.dedup_by_key(|row| row.0);
        put_u32(out, rows.len());
        put_u32(out, rows.iter().map(|row| row.1.len()).sum());
        for (key, row) in rows {
            out.extend_from_slice(&key.to_le_bytes());
            out.push(row.len() as u8);
            for &(class, weight) in row {
                out.push(class);
                out.push(
                    (f64::from(weight.abs()).sqrt().round().min(127.0) as i8 * weight.signum() as i8) as u8,
                );
            }
        }
    }

    /// Reads what [`Weights::write`] wrote, for a model of `classes` classes.
    pub fn read(source: &mut Source<'_>, classes: usize) -> Result<Self, ModelError> {
        let rows = source.count(5)?;
        let total = source.count(2)?;
        let size = (rows * 2).max(2).next_power_of_two();
        let mut weights = Self { slots: vec![Slot::default(); size], entries: Vec::with_capacity(total) };
        for _ in 0..rows {
            let key = source.u32()?;
            let start = weights.entries.len() as u32;
            for _ in 0..source.u8()? {
                let class = u16::from(source.u8()?);
                if usize::from(class) >= classes {
                    return Err(ModelError::Damaged("a weight of an unknown class"));
                }
                let root = i16::from(source.u8()? as i8);
                weights.entries.push(Entry { class, weight: root * root.abs() });
            }
            let mut at = key as usize & (size - 1);
            while weights.slots[at].key != 0 {
                at = (at + 1) & (size - 1);
            }
            weights.slots[at] = Slot { key, start, end: weights.entries.len() as u32 };
        }
        Ok(weights)
    }
}
