//! Parameters under training and their optimiser, Adam (Kingma and Ba 2015).

use ndarray::Array2;

use crate::random::Random;

/// A matrix of parameters with its gradient and Adam's two averages.
pub(crate) struct Param {
    pub(crate) value: Array2<f32>,
    pub(crate) grad: Array2<f32>,
    mean: Array2<f32>,
    square: Array2<f32>,
    /// What the value has been of late; see [`Param::remember`].
    average: Array2<f32>,
    /// For a table: the rows with a gradient. Other rows rest.
    touched: Option<(Vec<u32>, Vec<bool>)>,
}

impl Param {
    fn new(value: Array2<f32>, is_table: bool) -> Self {
        let zeros = || Array2::zeros(value.raw_dim());
        let touched = is_table.then(|| (Vec::new(), vec![false; value.nrows()]));
        Self { grad: zeros(), mean: zeros(), square: zeros(), average: value.clone(), touched, value }
    }

    /// Uniform, with the variance that keeps signals of `rows` inputs at size one.
    pub(crate) fn dense(rows: usize, columns: usize, random: &mut Random) -> Self {
        let reach = (3.0 / rows as f32).sqrt();
        Self::new(Array2::from_shape_fn((rows, columns), |_| reach * random.signed()), false)
    }

    /// All `value`.
    pub(crate) fn bias(columns: usize, value: f32) -> Self {
        Self::new(Array2::from_elem((1, columns), value), false)
    }

    /// Rows to be looked up one by one.
    pub(crate) fn table(rows: usize, columns: usize, reach: f32, random: &mut Random) -> Self {
        Self::new(Array2::from_shape_fn((rows, columns), |_| reach * random.signed()), true)
    }

    /// One row.
    pub(crate) fn row(&self, row: usize) -> &[f32] {
        row_of(&self.value, row)
    }

    /// Adds to the gradient of one row.
    pub(crate) fn add(&mut self, row: usize, by: &[f32]) {
        if let Some((rows, seen)) = &mut self.touched
            && !std::mem::replace(&mut seen[row], true)
        {
            rows.push(row as u32);
        }
        for (to, from) in row_of_mut(&mut self.grad, row).iter_mut().zip(by) {
            *to += from;
        }
    }

    /// Takes a step against the gradient and clears it. `clock` counts steps from 1.
    pub(crate) fn step(&mut self, rate: f32, decay: f32, clock: i32) {
        let (b1, b2) = (0.9_f32, 0.98_f32);
        let rows_all = self.value.nrows();
        let (c1, c2) = (1.0 - b1.powi(clock), 1.0 - b2.powi(clock));
        let Self { value, grad, mean, square, touched, .. } = self;
        let mut one = |row: usize| {
            let (value, grad) = (row_of_mut(value, row), row_of_mut(grad, row));
            let moments = row_of_mut(mean, row).iter_mut().zip(row_of_mut(square, row));
            for ((value, grad), (mean, square)) in value.iter_mut().zip(grad).zip(moments) {
                *mean = b1 * *mean + (1.0 - b1) * *grad;
                *square = b2 * *square + (1.0 - b2) * *grad * *grad;
                *value -= rate * ((*mean / c1) / ((*square / c2).sqrt() + 1e-6) + decay * *value);
                *grad = 0.0;
            }
        };
        match touched {
            None => (0..rows_all).for_each(one),
            Some((rows, seen)) => {
                for row in rows.drain(..) {
                    seen[row as usize] = false;
                    one(row as usize);
                }
            }
        }
    }

    /// Moves the running average a `share` of the way to the value (Polyak and Juditsky 1992).
    pub(crate) fn remember(&mut self, share: f32) {
        self.average.zip_mut_with(&self.value, |average, value| *average += share * (value - *average));
    }

    /// Puts the average in the place of the value, or takes it out again.
    pub(crate) fn swap(&mut self) {
        std::mem::swap(&mut self.average, &mut self.value);
    }
}

/// Row `row` of a matrix that lies in rows.
pub(crate) fn row_of(matrix: &Array2<f32>, row: usize) -> &[f32] {
    let width = matrix.ncols();
    &matrix.as_slice().expect("matrices lie in rows")[row * width..(row + 1) * width]
}

/// Row `row` of a matrix that lies in rows.
pub(crate) fn row_of_mut(matrix: &mut Array2<f32>, row: usize) -> &mut [f32] {
    let width = matrix.ncols();
    &mut matrix.as_slice_mut().expect("matrices lie in rows")[row * width..(row + 1) * width]
}
