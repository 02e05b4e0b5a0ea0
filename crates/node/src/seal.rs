//! The seal on a file that leaves a compartment by hand: whoever brings it to the ordinary side of
//! the same node is told whether the compartment here made it. Each compartment has a key for this
//! alone, made when it is first needed; neither its name nor the seal says which dialogue it is.

use ledger::id::DialogueId;
use ledger::note::{KeyKind, Note, Signature, SigningKey};
use parking_lot::Mutex;

use crate::error::NodeError;
use crate::keys;
use crate::node::Node;
use crate::private::dialogue_id;

/// The name of every such key.
const NAME: &str = "figures";

/// Two requests at once must not make two keys.
static MAKING: Mutex<()> = Mutex::new(());

impl Node {
    /// Seals a text of lines in the name of a compartment.
    pub fn seal(&self, compartment: &str, text: &str) -> Result<String, NodeError> {
        let refused = |why: &dyn std::fmt::Display| {
            NodeError::invalid("the seal", why, "Restore keys/ from your backup of keys")
        };
        let known = self.any_dialogue(compartment).filter(|one| one.is_compartment());
        if known.is_none() {
            return Err(NodeError::invalid("the seal", "no compartment", "Name a compartment"));
        }
        let key = {
            let _one = MAKING.lock();
            match self.figures_key(&dialogue_id(compartment)?)? {
                Some(key) => key,
                None => self.make_figures_key(&dialogue_id(compartment)?)?,
            }
        };
        let note = Note::try_sign(text, &key).map_err(|error| refused(&error))?;
        let line = note.signatures.first().map(Signature::line).unwrap_or_default();
        Ok(line.trim_end().to_owned())
    }

    /// Whether a compartment of this node sealed the text.
    pub fn sealed_here(&self, text: &str, seal: &str) -> bool {
        let Ok(signature) = Signature::parse_line(seal) else { return false };
        let note = Note { text: text.to_owned(), signatures: vec![signature] };
        let mut compartments = self.all_dialogues();
        compartments.retain(crate::handle::Dialogue::is_compartment);
        compartments.iter().any(|one| {
            let key = self.figures_key(one.id()).ok().flatten();
            key.is_some_and(|key| note.verified(&[key.verifier_key()]).is_ok())
        })
    }

    fn figures_key(&self, dialogue: &DialogueId) -> Result<Option<SigningKey>, NodeError> {
        let path = self.folder().dialogue_keys(dialogue).join("figures.seed");
        if !path.exists() {
            return Ok(None);
        }
        keys::key(&path, NAME, KeyKind::LogEd25519).map(Some)
    }

    fn make_figures_key(&self, dialogue: &DialogueId) -> Result<SigningKey, NodeError> {
        let path = self.folder().dialogue_keys(dialogue).join("figures.seed");
        keys::make_seed(&path)?;
        keys::key(&path, NAME, KeyKind::LogEd25519)
    }
}
