//! Reading and writing the numbers of a model file, little-endian.

use crate::ModelError;

/// What is left to read of a model file.
#[derive(Clone, Debug)]
pub struct Source<'a> {
    rest: &'a [u8],
}

impl<'a> Source<'a> {
    /// From the start of `bytes`.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// The next `count` bytes.
    pub fn take(&mut self, count: usize) -> Result<&'a [u8], ModelError> {
        let (head, rest) = self.rest.split_at_checked(count).ok_or(ModelError::Truncated)?;
        self.rest = rest;
        Ok(head)
    }

    /// The next byte.
    pub fn u8(&mut self) -> Result<u8, ModelError> {
        Ok(self.take(1)?[0])
    }

    /// The next four bytes.
    pub fn u32(&mut self) -> Result<u32, ModelError> {
        let bytes = self.take(4)?;
        Ok(u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]))
    }

    /// The next four bytes as a number that is neither infinite nor undefined.
    pub fn f32(&mut self) -> Result<f32, ModelError> {
        let number = f32::from_bits(self.u32()?);
        if number.is_finite() { Ok(number) } else { Err(ModelError::Damaged("a number without a size")) }
    }

    /// The next four bytes, as a count of things of at least `size` bytes each that must still follow.
    pub fn count(&mut self, size: usize) -> Result<usize, ModelError> {
        let count = self.u32()? as usize;
        if count.saturating_mul(size) > self.rest.len() {
            return Err(ModelError::Truncated);
        }
        Ok(count)
    }

    /// The next string, its length before it.
    pub fn text(&mut self) -> Result<&'a str, ModelError> {
        let length = self.u8()? as usize;
        std::str::from_utf8(self.take(length)?).map_err(|_| ModelError::Damaged("a string that is not UTF-8"))
    }

    /// True when nothing is left.
    pub fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }
}

/// Appends four bytes.
pub fn put_u32(out: &mut Vec<u8>, value: usize) {
    let value = u32::try_from(value).expect("a model holds fewer than four billion of anything");
    out.extend_from_slice(&value.to_le_bytes());
}

/// Appends a string of at most 255 bytes with its length before it.
pub fn put_text(out: &mut Vec<u8>, text: &str) {
    out.push(u8::try_from(text.len()).expect("strings of a model are short"));
    out.extend_from_slice(text.as_bytes());
}
