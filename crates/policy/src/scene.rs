//! Owns what a check knows before any rule runs: the fields read, whether the draft sells, what it sells.
//! Refuses findings.

use crate::letters::folded_key;
use crate::lexicon::{Hits, ListId};
use crate::packs::Packs;
use crate::reading::Reading;
use crate::{Context, Platform, Subject};

/// One field with everything found in it.
pub(crate) struct Field<'a> {
    pub(crate) name: &'a str,
    pub(crate) reading: Reading<'a>,
    pub(crate) hits: Hits,
}

pub(crate) struct Scene<'a> {
    pub(crate) packs: &'a Packs,
    pub(crate) platform: Platform,
    pub(crate) context: &'a Context,
    pub(crate) fields: Vec<Field<'a>>,
    pub(crate) is_commercial: bool,
    /// Something in it says so; a draft of which nobody knows anything is only taken for one.
    pub(crate) sells: bool,
    /// The kind of thing sold, from the draft form, else from the words.
    pub(crate) kind: Option<&'a str>,
}

impl<'a> Scene<'a> {
    pub(crate) fn new(packs: &'a Packs, subject: &'a Subject) -> Self {
        let fields: Vec<Field<'a>> = subject
            .fields
            .iter()
            .map(|field| {
                let reading = Reading::new(&field.text, &packs.lexicon);
                let hits = packs.lexicon.hits(&reading);
                Field { name: &field.name, reading, hits }
            })
            .collect();
        let context = &subject.context;
        let offers = fields.iter().any(|f| !f.hits.of(packs.offer).is_empty());
        let sells = subject.platform == Platform::TiktokShop
            || context.product.is_some()
            || context.disclosure == Some(true)
            || context.paid_ad == Some(true)
            || offers;
        let is_commercial = sells || context.is_empty();
        let platform = subject.platform;
        let mut scene = Self { packs, platform, context, fields, is_commercial, sells, kind: None };
        scene.kind = match &context.product {
            Some(product) => scene.kind_named(product),
            None => scene.fields.iter().find_map(|f| scene.kind_in(f, 0, f.reading.tokens.len())),
        };
        scene
    }

    /// No phrase of the list stands anywhere in the draft.
    pub(crate) fn is_absent(&self, list: ListId) -> bool {
        self.fields.iter().all(|f| f.hits.of(list).is_empty())
    }

    fn kind_named(&self, product: &str) -> Option<&'a str> {
        let key =
            |text: &str| text.split([' ', '-', '_']).map(folded_key).collect::<Vec<_>>().join("-");
        let product = key(product);
        self.packs
            .kinds
            .iter()
            .find(|k| key(&k.id) == product || k.names.iter().any(|n| key(n) == product))
            .map(|k| k.id.as_str())
    }

    /// The kind of thing named first between two tokens.
    pub(crate) fn kind_in(&self, field: &Field<'_>, from: usize, to: usize) -> Option<&'a str> {
        let first = |words: ListId| field.hits.within(words, from, to).first().map(|run| run.from);
        self.packs
            .kinds
            .iter()
            .filter_map(|k| first(k.words).map(|at| (at, k.id.as_str())))
            .min_by_key(|(at, _)| *at)
            .map(|(_, id)| id)
    }
}
