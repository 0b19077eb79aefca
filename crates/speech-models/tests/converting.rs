//! Checkpoints in every form that people bring, converted; and those that cannot be, named for
//! what is wrong with them. That the result is the same model is proven in `captions`, which can
//! run it.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod checkpoint;

use checkpoint::{Tensors, make, safetensors, write_folder};
use job::Job;
use speech_models::{CheckpointFault, Error, Format, Kind, convert, inspect_file, look};
use std::io::Write;
use std::path::Path;
use zip::write::SimpleFileOptions;

fn base() -> Vec<u8> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../models/test/ggml-espeak-vi-test.bin");
    std::fs::read(path).unwrap()
}

fn converted(source: &Path, format: Format) -> Result<Vec<u8>, Error> {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("out.bin");
    convert(source, &base(), format, &output, &Job::unwatched())?;
    Ok(std::fs::read(output).unwrap())
}

fn fault(source: &Path) -> CheckpointFault {
    match converted(source, Format::F16) {
        Err(Error::NotACheckpoint { source, .. }) => source,
        other => panic!("{:?}", other.map(|bytes| bytes.len())),
    }
}

/// What `torch.save` writes, opcode by opcode: see `fixtures/make_state_dict.py` for the proof
/// that Python writes the same.
fn pickle(tensors: &Tensors) -> Vec<u8> {
    let mut out = b"\x80\x02ccollections\nOrderedDict\n)R(".to_vec();
    let text = |out: &mut Vec<u8>, text: &str| {
        out.push(b'X');
        out.extend(u32::try_from(text.len()).unwrap().to_le_bytes());
        out.extend(text.as_bytes());
    };
    let number = |out: &mut Vec<u8>, n: usize| {
        out.push(b'J');
        out.extend(i32::try_from(n).unwrap().to_le_bytes());
    };
    for (key, (name, (shape, weights))) in tensors.iter().enumerate() {
        text(&mut out, name);
        out.extend(b"ctorch._utils\n_rebuild_tensor_v2\n((");
        text(&mut out, "storage");
        out.extend(b"ctorch\nFloatStorage\n");
        text(&mut out, &key.to_string());
        text(&mut out, "cpu");
        number(&mut out, weights.len());
        out.extend(b"tQ");
        number(&mut out, 0);
        let mut strides = vec![1; shape.len()];
        for i in (1..shape.len()).rev() {
            strides[i - 1] = strides[i] * shape[i];
        }
        for list in [shape, &strides] {
            out.push(b'(');
            list.iter().for_each(|n| number(&mut out, *n));
            out.push(b't');
        }
        out.extend(b"\x89ccollections\nOrderedDict\n)RtR");
    }
    out.extend(b"u.");
    out
}

fn torch(path: &Path, tensors: &Tensors, pickle: &[u8]) {
    let mut zip = zip::ZipWriter::new(std::fs::File::create(path).unwrap());
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let mut entry = |name: &str, bytes: &[u8]| {
        zip.start_file(format!("pytorch_model/{name}"), stored).unwrap();
        zip.write_all(bytes).unwrap();
    };
    entry("data.pkl", pickle);
    entry("byteorder", b"little");
    for (key, (_, weights)) in tensors.values().enumerate() {
        let bytes: Vec<u8> = weights.iter().flat_map(|w| w.to_le_bytes()).collect();
        entry(&format!("data/{key}"), &bytes);
    }
    zip.finish().unwrap();
}

#[test]
fn every_form_of_a_checkpoint_gives_the_same_model() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("Mô hình của chị H'Hen 🍯");
    let mut tensors = make();
    write_folder(&root.join("safetensors"), &tensors);
    let model = converted(&root.join("safetensors"), Format::Q5_0).unwrap();
    let whole = folder.path().join("whole.bin");
    std::fs::write(&whole, &model).unwrap();
    let facts = inspect_file(&whole).unwrap();
    assert_eq!((facts.dims.state, facts.dims.audio_heads, facts.format), (32, 2, Format::Q5_0));

    // As PyTorch saves it, the table of tokens standing there twice.
    let table = tensors["model.decoder.embed_tokens.weight"].clone();
    tensors.insert("proj_out.weight".to_owned(), table);
    let torch_folder = root.join("torch");
    std::fs::create_dir_all(&torch_folder).unwrap();
    std::fs::write(torch_folder.join("config.json"), checkpoint::config()).unwrap();
    torch(&torch_folder.join("pytorch_model.bin"), &tensors, &pickle(&tensors));
    assert!(converted(&torch_folder, Format::Q5_0).unwrap() == model);
    assert!(converted(&torch_folder.join("pytorch_model.bin"), Format::Q5_0).unwrap() == model);

    // In two files with an index.
    let split = root.join("split");
    std::fs::create_dir_all(&split).unwrap();
    std::fs::write(split.join("config.json"), checkpoint::config()).unwrap();
    tensors.remove("proj_out.weight");
    let half = |encoder: bool| {
        let kept = tensors.iter().filter(|(name, _)| name.contains("encoder.conv") == encoder);
        safetensors(&kept.map(|(n, t)| (n.clone(), t.clone())).collect())
    };
    std::fs::write(split.join("model-1.safetensors"), half(true)).unwrap();
    std::fs::write(split.join("model-2.safetensors"), half(false)).unwrap();
    let index = r#"{"weight_map":{"a":"model-1.safetensors","b":"model-2.safetensors"}}"#;
    std::fs::write(split.join("model.safetensors.index.json"), index).unwrap();
    assert!(converted(&split, Format::Q5_0).unwrap() == model);

    // From a 32-bit ggml model.
    let exact = folder.path().join("exact.bin");
    std::fs::write(&exact, converted(&root.join("safetensors"), Format::F32).unwrap()).unwrap();
    assert!(converted(&exact, Format::Q5_0).unwrap() == model);
    // But what is small already does not become another kind of small.
    let fault = fault(&whole);
    assert!(matches!(fault, CheckpointFault::NumberFormat(_)), "{fault}");

    // On a stick: found by what they are, whatever they are called.
    std::fs::rename(&whole, root.join("ảnh cưới.jpg")).unwrap();
    let found = look(&root).unwrap();
    let models = found.iter().filter(|f| matches!(f.kind, Kind::Model(_))).count();
    assert_eq!((found.len(), models), (4, 1), "{found:?}");
}

#[test]
fn what_is_wrong_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("model.safetensors");
    let whole = make();
    let changed = |change: &dyn Fn(&mut Tensors)| {
        let mut tensors = whole.clone();
        change(&mut tensors);
        std::fs::write(&path, safetensors(&tensors)).unwrap();
        std::fs::write(folder.path().join("config.json"), checkpoint::config()).unwrap();
        fault(&path)
    };
    let gone = changed(&|t| drop(t.remove("model.decoder.layers.1.fc2.bias")));
    assert!(
        matches!(&gone, CheckpointFault::NotWhisper(what) if what.contains("layers.1.fc2.bias"))
    );
    let shape =
        changed(&|t| t.get_mut("model.encoder.layers.0.fc1.weight").unwrap().0 = vec![32, 128]);
    assert!(matches!(shape, CheckpointFault::Shape { .. }), "{shape}");
    let broken = changed(&|t| t.get_mut("model.encoder.conv2.weight").unwrap().1[7] = f32::NAN);
    assert!(matches!(broken, CheckpointFault::Values(_)), "{broken}");
    let untied = changed(&|t| {
        let mut table = t["model.decoder.embed_tokens.weight"].clone();
        table.1[1_000_000] += 1.0;
        t.insert("proj_out.weight".to_owned(), table);
    });
    assert!(matches!(untied, CheckpointFault::NotWhisper(_)), "{untied}");
    std::fs::write(folder.path().join("config.json"), r#"{"model_type":"bart"}"#).unwrap();
    std::fs::write(&path, safetensors(&whole)).unwrap();
    assert!(matches!(fault(&path), CheckpointFault::NotWhisper(_)));
    std::fs::remove_file(folder.path().join("config.json")).unwrap();
    let cut = safetensors(&whole);
    std::fs::write(&path, &cut[..cut.len() - 4]).unwrap();
    assert!(matches!(fault(&path), CheckpointFault::Broken(_)));
    std::fs::write(&path, b"\x80\x02\x8a\x0al\xfc\x9cF\xf9 j\xa8P\x19.\x80\x02M").unwrap();
    assert_eq!(fault(&path), CheckpointFault::Old);
    std::fs::write(&path, b"a letter to my mother, and no model").unwrap();
    assert_eq!(fault(&path), CheckpointFault::Kind);
    assert!(matches!(look(&path), Err(Error::NotAModel { .. })));
    let index = r#"{"weight_map":{"a":"../../secret.safetensors"}}"#;
    let index_path = folder.path().join("model.safetensors.index.json");
    std::fs::write(&index_path, index).unwrap();
    assert!(matches!(fault(&index_path), CheckpointFault::Broken(_)));
}

#[test]
fn an_archive_that_lies_about_its_weights_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("pytorch_model.bin");
    let whole = make();
    // Storages shorter than the tensors in them.
    let mut short = whole.clone();
    short.values_mut().for_each(|(_, weights)| weights.truncate(5));
    torch(&path, &short, &pickle(&whole));
    assert!(matches!(fault(&path), CheckpointFault::Broken(_)));
    torch(&path, &whole, b"\x80\x02cposix\nsystem\n(X\x02\x00\x00\x00lstR.");
    assert!(matches!(fault(&path), CheckpointFault::Pickle(_)));
    // A tensor laid out column by column would come out turned.
    let mut turned = pickle(&whole);
    let wide = [b"(J", &128_i32.to_le_bytes()[..], b"J", &32_i32.to_le_bytes(), b"t"].concat();
    let at = turned.windows(wide.len()).position(|w| w == wide).unwrap() + wide.len();
    turned[at + 2..at + 6].copy_from_slice(&1_i32.to_le_bytes());
    turned[at + 7..at + 11].copy_from_slice(&128_i32.to_le_bytes());
    torch(&path, &whole, &turned);
    assert!(matches!(fault(&path), CheckpointFault::Broken(_)));
}
