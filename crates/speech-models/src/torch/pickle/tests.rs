//! Owns the proof that a pickle written by Python is read right, and that one which asks for
//! anything else is refused without being run.

use super::*;
use proptest::prelude::*;

const STATE: &[u8] = include_bytes!("../../../tests/fixtures/state_dict.pkl");

#[test]
fn a_state_dictionary_written_by_python_is_read() {
    let found = tensors(STATE).unwrap();
    assert_eq!(found.len(), 6);
    let table = &found["model.decoder.embed_tokens.weight"];
    assert_eq!((table.key.as_str(), table.number, table.offset), ("0", Number::F32, 0));
    assert_eq!((&table.shape[..], &table.strides[..]), (&[4, 3][..], &[3, 1][..]));
    assert_eq!(found["proj_out.weight"], *table, "a shared storage stays shared");
    let sound = &found["model.encoder.conv1.weight"];
    assert_eq!((sound.number, &sound.shape[..]), (Number::F16, &[2, 3, 50_000][..]));
    assert_eq!(found["model.encoder.conv1.bias"].offset, 8);
    assert_eq!(found["num_batches_tracked"].number, Number::Other);
    assert_eq!(found["turned"].strides, [1, 3]);
}

#[test]
fn a_model_inside_a_trainers_checkpoint_is_found() {
    let mut outer = b"\x80\x02}q\x63X\x10\x00\x00\x00model_state_dict".to_vec();
    outer.extend_from_slice(&STATE[2..STATE.len() - 1]);
    outer.extend_from_slice(b"s.");
    assert_eq!(tensors(&outer).unwrap().len(), 6);
}

#[test]
fn names_that_could_do_something_are_refused() {
    for evil in [
        b"\x80\x02cposix\nsystem\n(X\x04\x00\x00\x00echotR.".as_slice(),
        b"\x80\x02cbuiltins\neval\n(X\x03\x00\x00\x001+1tR.",
        b"\x80\x04\x8c\x02os\x8c\x06system\x93.",
        b"\x80\x02ctorch\nload\n.",
        b"\x80\x02c__builtin__\ngetattr\n.",
    ] {
        let fault = tensors(evil).unwrap_err();
        assert!(
            matches!(&fault, CheckpointFault::Pickle(what) if what.contains("name")),
            "{fault}"
        );
    }
    // Known names used for something else, and instructions that make objects.
    for evil in [
        b"\x80\x02ccollections\nOrderedDict\n(X\x01\x00\x00\x00atR.".as_slice(),
        b"\x80\x02ctorch._utils\n_rebuild_tensor_v2\n)R.",
        b"\x80\x02ctorch\nFloatStorage\n)R.",
        b"\x80\x02ccollections\nOrderedDict\n)\x81.",
        b"(iposix\nsystem\n.",
        b"\x80\x02cposix",
        b"\x80\x02R.",
        b"\x80\x02(a.",
        b"\x80\x02)b.",
        b"",
    ] {
        assert!(tensors(evil).is_err(), "{evil:?}");
    }
}

#[test]
fn a_pickle_that_repeats_itself_costs_no_more_than_its_length() {
    // Each tuple holds the one before it sixteen times: as a tree, 16 to the 1000th values.
    let mut pickle = b"\x80\x02)q\x00".to_vec();
    for _ in 0..1000 {
        pickle.extend_from_slice(b"(");
        pickle.extend_from_slice(&b"h\x00".repeat(16));
        pickle.extend_from_slice(b"tq\x00");
    }
    pickle.push(b'.');
    assert!(tensors(&pickle).is_err());
}

proptest! {
    #[test]
    fn broken_pickles_end_in_an_answer(
        at in 0..STATE.len(), byte in any::<u8>(), cut in 0..STATE.len()
    ) {
        let mut pickle = STATE.to_vec();
        pickle[at] = byte;
        let _ = tensors(&pickle);
        prop_assert!(tensors(&STATE[..cut]).is_err());
    }
}
