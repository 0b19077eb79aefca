//! Owns reading the one kind of pickle that PyTorch writes for weights. Nothing is ever executed:
//! the machine below knows dictionaries, tuples, texts, numbers and the few names that describe
//! a tensor, and refuses every other name and instruction. Values lie in one list and refer to
//! each other by number, so that a pickle that repeats itself costs no more than its length.

use crate::CheckpointFault;
use crate::stored::Number;
use std::collections::{BTreeMap, HashMap};

/// A tensor as its pickle describes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tensor {
    /// Name of its storage in the archive.
    pub(super) key: String,
    pub(super) number: Number,
    /// Weights before the first one.
    pub(super) offset: u64,
    /// Outermost first.
    pub(super) shape: Vec<u64>,
    pub(super) strides: Vec<u64>,
}

/// Where a trainer's checkpoint keeps the model among other things.
const INNER: [&str; 3] = ["state_dict", "model_state_dict", "model"];
/// Dimensions of a tensor.
const MOST_DIMENSIONS: usize = 8;

type Id = usize;

#[derive(Debug, Clone)]
enum Value {
    /// None, a truth or a fraction: nothing here asks which.
    Plain,
    Int(i64),
    Text(String),
    Tuple(Vec<Id>),
    List(Vec<Id>),
    Dict(Vec<(Id, Id)>),
    Name(Name),
    Storage {
        key: String,
        number: Number,
    },
    Tensor(Tensor),
}

/// The names that weights need.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Name {
    OrderedDict,
    RebuildTensor,
    RebuildParameter,
    Storage(Number),
}

fn refused(what: impl Into<String>) -> CheckpointFault {
    CheckpointFault::Pickle(what.into())
}

fn name(module: &str, name: &str) -> Result<Name, CheckpointFault> {
    match (module, name) {
        ("collections", "OrderedDict") => Ok(Name::OrderedDict),
        ("torch._utils", "_rebuild_tensor_v2") => Ok(Name::RebuildTensor),
        ("torch._utils", "_rebuild_parameter") => Ok(Name::RebuildParameter),
        ("torch", "FloatStorage") => Ok(Name::Storage(Number::F32)),
        ("torch", "HalfStorage") => Ok(Name::Storage(Number::F16)),
        ("torch", "BFloat16Storage") => Ok(Name::Storage(Number::Bf16)),
        // Counters and the like, which no part of the model is.
        ("torch", "DoubleStorage" | "LongStorage" | "IntStorage" | "BoolStorage") => {
            Ok(Name::Storage(Number::Other))
        }
        _ => {
            let shown: String = format!("{module}.{name}").chars().take(80).collect();
            Err(refused(format!("the name {shown:?}")))
        }
    }
}

/// All tensors of a state dictionary, by name.
pub(super) fn tensors(pickle: &[u8]) -> Result<BTreeMap<String, Tensor>, CheckpointFault> {
    let mut machine = Machine { input: pickle, ..Machine::default() };
    let root = machine.run()?;
    let found = machine.dictionary(root);
    if !found.is_empty() {
        return Ok(found);
    }
    let Value::Dict(pairs) = &machine.values[root] else {
        return Err(refused("something that is no dictionary"));
    };
    let named = |id: &Id| match &machine.values[*id] {
        Value::Text(text) => INNER.contains(&text.as_str()),
        _ => false,
    };
    let inner = pairs.iter().find(|(key, _)| named(key)).map(|(_, inner)| *inner);
    Ok(inner.map(|inner| machine.dictionary(inner)).unwrap_or_default())
}

#[derive(Default)]
struct Machine<'a> {
    input: &'a [u8],
    at: usize,
    values: Vec<Value>,
    stack: Vec<Id>,
    marks: Vec<usize>,
    memo: HashMap<u32, Id>,
}

impl Machine<'_> {
    /// The tensors directly inside a dictionary.
    fn dictionary(&self, id: Id) -> BTreeMap<String, Tensor> {
        let Value::Dict(pairs) = &self.values[id] else { return BTreeMap::new() };
        let tensor = |(key, value): &(Id, Id)| match (&self.values[*key], &self.values[*value]) {
            (Value::Text(name), Value::Tensor(tensor)) => Some((name.clone(), tensor.clone())),
            _ => None,
        };
        pairs.iter().filter_map(tensor).collect()
    }

    fn run(&mut self) -> Result<Id, CheckpointFault> {
        loop {
            let code = self.byte()?;
            if code == b'.' {
                return self.pop();
            }
            self.step(code)?;
        }
    }

    fn step(&mut self, code: u8) -> Result<(), CheckpointFault> {
        match code {
            0x80 => self.take(1).map(drop),
            // A frame only says how long the next piece is.
            0x95 => self.take(8).map(drop),
            b'(' => {
                self.marks.push(self.stack.len());
                Ok(())
            }
            b'0' => self.pop().map(drop),
            b'N' | 0x88 | 0x89 => self.push(Value::Plain),
            b'G' => {
                self.take(8)?;
                self.push(Value::Plain)
            }
            b'J' | b'K' | b'M' | 0x8a => {
                let n = if code == 0x8a { self.byte()? } else { width(code) };
                let bytes = self.take(usize::from(n))?;
                let value = integer(bytes, matches!(code, b'J' | 0x8a))?;
                self.push(Value::Int(value))
            }
            b'X' | 0x8c => {
                let n =
                    if code == b'X' { self.four()? as usize } else { usize::from(self.byte()?) };
                let text = std::str::from_utf8(self.take(n)?).map_err(|_| refused("no text"))?;
                let text = text.to_owned();
                self.push(Value::Text(text))
            }
            b')' => self.push(Value::Tuple(Vec::new())),
            b']' => self.push(Value::List(Vec::new())),
            b'}' => self.push(Value::Dict(Vec::new())),
            b't' => {
                let items = self.since_mark()?;
                self.push(Value::Tuple(items))
            }
            0x85..=0x87 => {
                let from = self.stack.len().checked_sub(usize::from(code - 0x84));
                let items = self.stack.split_off(from.ok_or_else(empty)?);
                self.push(Value::Tuple(items))
            }
            b'a' | b'e' => {
                let items = if code == b'a' { vec![self.pop()?] } else { self.since_mark()? };
                match self.top()? {
                    Value::List(list) => list.extend(items),
                    _ => return Err(refused("adding to something that is no list")),
                }
                Ok(())
            }
            b's' | b'u' => self.put(code),
            b'q' | b'r' | 0x94 => {
                let key = match code {
                    b'q' => u32::from(self.byte()?),
                    b'r' => self.four()?,
                    _ => u32::try_from(self.memo.len()).unwrap_or(u32::MAX),
                };
                let top = *self.stack.last().ok_or_else(empty)?;
                self.memo.insert(key, top);
                Ok(())
            }
            b'h' | b'j' => {
                let key = if code == b'h' { u32::from(self.byte()?) } else { self.four()? };
                let id =
                    *self.memo.get(&key).ok_or_else(|| refused("a value that is not there"))?;
                self.stack.push(id);
                Ok(())
            }
            b'c' => {
                let (module, own) = (self.line()?, self.line()?);
                self.push(Value::Name(name(&module, &own)?))
            }
            0x93 => {
                let (own, module) = (self.text()?, self.text()?);
                self.push(Value::Name(name(&module, &own)?))
            }
            b'Q' => self.storage(),
            b'R' => self.reduce(),
            // The state of a dictionary is its list of versions; of nothing else is there any.
            b'b' => {
                self.pop()?;
                match self.top()? {
                    Value::Dict(_) => Ok(()),
                    _ => Err(refused("the state of something that is no dictionary")),
                }
            }
            _ => Err(refused(format!("the instruction {code:#04x}"))),
        }
    }

    /// `s` and `u`: pairs into a dictionary.
    fn put(&mut self, code: u8) -> Result<(), CheckpointFault> {
        let items = if code == b's' {
            let from = self.stack.len().checked_sub(2).ok_or_else(empty)?;
            self.stack.split_off(from)
        } else {
            self.since_mark()?
        };
        match self.top()? {
            Value::Dict(pairs) if items.len().is_multiple_of(2) => {
                pairs.extend(items.chunks_exact(2).map(|pair| (pair[0], pair[1])));
                Ok(())
            }
            _ => Err(refused("adding to something that is no dictionary")),
        }
    }

    /// `('storage', type, key, where, length)`: the numbers of one or more tensors.
    fn storage(&mut self) -> Result<(), CheckpointFault> {
        let id = self.pop()?;
        let items = self.tuple(id)?;
        let [kind, class, key, ..] = items[..] else { return Err(refused("a strange storage")) };
        match (&self.values[kind], &self.values[class], &self.values[key]) {
            (Value::Text(kind), Value::Name(Name::Storage(number)), Value::Text(key))
                if kind == "storage" && !key.is_empty() && !key.contains(['/', '\\']) =>
            {
                let value = Value::Storage { key: key.clone(), number: *number };
                self.push(value)
            }
            _ => Err(refused("a strange storage")),
        }
    }

    /// Calls of the few known names; none of them does more than describe.
    fn reduce(&mut self) -> Result<(), CheckpointFault> {
        let arguments = self.pop()?;
        let arguments = self.tuple(arguments)?;
        let called = self.pop()?;
        let Value::Name(called) = self.values[called] else {
            return Err(refused("a call of something that is no name"));
        };
        match (called, &arguments[..]) {
            (Name::OrderedDict, []) => self.push(Value::Dict(Vec::new())),
            (Name::RebuildTensor, [storage, offset, shape, strides, ..]) => {
                let Value::Storage { key, number } = &self.values[*storage] else {
                    return Err(refused("a tensor without a storage"));
                };
                let (key, number) = (key.clone(), *number);
                let [offset] = self.counts(&[*offset])?[..] else { return Err(empty()) };
                let (shape, strides) =
                    (self.counts(&self.tuple(*shape)?)?, self.counts(&self.tuple(*strides)?)?);
                if shape.len() != strides.len() || shape.len() > MOST_DIMENSIONS {
                    return Err(refused("a tensor of a strange shape"));
                }
                self.push(Value::Tensor(Tensor { key, number, offset, shape, strides }))
            }
            (Name::RebuildParameter, [tensor, ..]) => {
                let tensor = *tensor;
                self.stack.push(tensor);
                Ok(())
            }
            _ => Err(refused("a call that makes no tensor")),
        }
    }

    fn tuple(&self, id: Id) -> Result<Vec<Id>, CheckpointFault> {
        match &self.values[id] {
            Value::Tuple(items) if items.len() <= 16 => Ok(items.clone()),
            _ => Err(refused("a call without arguments")),
        }
    }

    fn counts(&self, ids: &[Id]) -> Result<Vec<u64>, CheckpointFault> {
        let count = |id: &Id| match &self.values[*id] {
            Value::Int(n) => u64::try_from(*n).map_err(|_| refused("a negative length")),
            _ => Err(refused("a length that is no number")),
        };
        ids.iter().map(count).collect()
    }

    fn push(&mut self, value: Value) -> Result<(), CheckpointFault> {
        self.values.push(value);
        self.stack.push(self.values.len() - 1);
        Ok(())
    }

    fn pop(&mut self) -> Result<Id, CheckpointFault> {
        // What lies below a mark is taken together with the mark only.
        let floor = self.marks.last().copied().unwrap_or(0);
        if self.stack.len() > floor { self.stack.pop().ok_or_else(empty) } else { Err(empty()) }
    }

    fn top(&mut self) -> Result<&mut Value, CheckpointFault> {
        let id = *self.stack.last().ok_or_else(empty)?;
        Ok(&mut self.values[id])
    }

    fn since_mark(&mut self) -> Result<Vec<Id>, CheckpointFault> {
        let mark = self.marks.pop().filter(|mark| *mark <= self.stack.len()).ok_or_else(empty)?;
        Ok(self.stack.split_off(mark))
    }

    fn text(&mut self) -> Result<String, CheckpointFault> {
        let id = self.pop()?;
        match &self.values[id] {
            Value::Text(text) => Ok(text.clone()),
            _ => Err(refused("a name that is no text")),
        }
    }

    fn byte(&mut self) -> Result<u8, CheckpointFault> {
        Ok(self.take(1)?[0])
    }

    fn four(&mut self) -> Result<u32, CheckpointFault> {
        let b = self.take(4)?;
        Ok(u32::from_le_bytes([b[0], b[1], b[2], b[3]]))
    }

    fn take(&mut self, n: usize) -> Result<&[u8], CheckpointFault> {
        let end = self.at.checked_add(n).filter(|end| *end <= self.input.len());
        let end = end.ok_or_else(|| CheckpointFault::Broken("its pickle is cut off".to_owned()))?;
        let taken = &self.input[self.at..end];
        self.at = end;
        Ok(taken)
    }

    fn line(&mut self) -> Result<String, CheckpointFault> {
        let rest = &self.input[self.at..];
        let length = rest.iter().take(200).position(|b| *b == b'\n').ok_or_else(empty)?;
        let text = String::from_utf8_lossy(&rest[..length]).into_owned();
        self.at += length + 1;
        Ok(text)
    }
}

fn empty() -> CheckpointFault {
    CheckpointFault::Broken("its pickle makes no sense".to_owned())
}

/// Bytes of an integer after its instruction.
fn width(code: u8) -> u8 {
    match code {
        b'J' => 4,
        b'K' => 1,
        _ => 2,
    }
}

fn integer(bytes: &[u8], signed: bool) -> Result<i64, CheckpointFault> {
    if bytes.len() > 8 {
        return Err(refused("a number of many digits"));
    }
    let negative = signed && bytes.last().is_some_and(|b| b & 0x80 != 0);
    let mut eight = [if negative { 0xff } else { 0 }; 8];
    eight[..bytes.len()].copy_from_slice(bytes);
    Ok(i64::from_le_bytes(eight))
}

#[cfg(test)]
mod tests;
