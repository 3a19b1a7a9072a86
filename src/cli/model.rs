//! Which of the two models reads.

use crate::document::Annotator;
use crate::pipeline::Pipeline;

/// The choice of the model.
#[derive(clap::Args)]
pub(super) struct Model {
    /// Read with the small model: several times faster, and less often right
    #[arg(long)]
    fast: bool,
}

impl Model {
    /// The annotator of that model.
    pub fn annotator(&self) -> Annotator {
        if self.fast { Annotator::fast() } else { Annotator::new() }
    }

    /// The path from articles to claims with that model.
    pub fn pipeline(&self) -> Pipeline {
        if self.fast { Pipeline::fast() } else { Pipeline::new() }
    }
}
