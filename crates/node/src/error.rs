//! What can go wrong in a node, each with the thing it happened to and the remedy. A refusal of
//! an act is not an error: it is `dialogue::refusal::Refusal`.

use std::path::PathBuf;

use dialogue::refusal::Refusal;

/// A failure of the node itself.
#[derive(Debug, thiserror::Error)]
pub enum NodeError {
    #[error("{path}: {what}. {remedy}", path = path.display())]
    Folder { path: PathBuf, what: String, remedy: &'static str },
    #[error("{path}: {source}", path = path.display())]
    Io { path: PathBuf, source: std::io::Error },
    #[error("{0}")]
    Store(#[from] store::StoreError),
    #[error("{what}: {why}. {remedy}")]
    Invalid { what: String, why: String, remedy: &'static str },
    /// A text for a compartment that looks like personal data; nothing was kept.
    #[error("the text looks like it holds personal data: nothing was kept; word it without")]
    PersonalData { finds: Vec<mutual::detect::Find> },
    #[error("the node is stopping")]
    Stopping,
}

impl NodeError {
    pub(crate) fn io(path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> NodeError {
        let path = path.into();
        move |source| NodeError::Io { path, source }
    }

    pub(crate) fn invalid(
        what: impl Into<String>,
        why: impl ToString,
        remedy: &'static str,
    ) -> NodeError {
        NodeError::Invalid { what: what.into(), why: why.to_string(), remedy }
    }
}

/// Why an act was not done. Nothing has changed in any of these cases.
#[derive(Debug, thiserror::Error)]
pub enum ActError {
    #[error("{0}")]
    Refused(Refusal),
    /// The node does not sign at present.
    #[error("this node does not sign at present: {0}")]
    Stopped(String),
    #[error("{0}")]
    Failed(#[from] NodeError),
}
