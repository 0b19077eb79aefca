//! The judge of the cut matrix is judged: it must be content with a right cut, made by the
//! `ffmpeg` program, and must name each thing that is wrong with a wrong one.

use acceptance::clips::ffmpeg;
use acceptance::matrix::film::Film;
use acceptance::matrix::judge::{Verdict, judge};
use acceptance::matrix::recipe::Recipe;
use acceptance::matrix::wanted::Wanted;
use serde_json::json;
use std::path::Path;

/// Frames that stay: 20 to 80 and 130 to 200, at 30 a second.
const KEEP: [(i64, i64); 2] = [(666_667, 2_666_667), (4_333_333, 6_666_667)];
const PICTURE: [&str; 2] = [
    "[0:v]trim=start_frame=20:end_frame=80,setpts=PTS-STARTPTS[v0];",
    "[0:v]trim=start_frame=130:end_frame=200,setpts=PTS-STARTPTS[v1];",
];
/// Each end fades within the range, so that no seam clicks.
const SOUND: &str = "[0:a]atrim=0.666667:2.666667,asetpts=PTS-STARTPTS,afade=out:st=1.992:d=0.008[a0];\
    [0:a]atrim=4.333333:6.666667,asetpts=PTS-STARTPTS,afade=in:d=0.008[a1];";
const JOIN: &str = "[v0][a0][v1][a1]concat=n=2:v=1:a=1[v][a]";

fn cut(film: &Film, folder: &Path, graph: &str) -> Verdict {
    let (clip, result) = (film.file.to_string_lossy(), folder.join("ra.mp4"));
    let name = result.to_string_lossy();
    let coded = ["-c:v", "libx264", "-preset", "ultrafast", "-crf", "8", "-c:a", "aac", &name];
    let graph = ["-i", &clip, "-filter_complex", graph, "-map", "[v]", "-map", "[a]"];
    let times = ["-fps_mode", "passthrough", "-enc_time_base", "1:30000"];
    ffmpeg(graph.into_iter().chain(times).chain(coded));
    let said = json!({ "mode": "full", "frames_copied": 0, "frames_encoded": 130 });
    judge(film, &Wanted::of(film, &KEEP), &result, &said)
}

fn names(verdict: &Verdict, what: &str) {
    let problems = &verdict.problems;
    assert!(problems.iter().any(|p| p.contains(what)), "{what} was not seen: {problems:?}");
}

#[test]
fn the_judge_of_cuts_sees_what_is_right_and_what_is_wrong() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let folder = folder.path();
    let film = Film::make(folder, Recipe::quick()[0]);
    let [one, two] = PICTURE;

    let right = cut(&film, folder, &format!("{one}{two}{SOUND}{JOIN}"));
    assert_eq!(right.problems, [""; 0]);
    assert_eq!((right.frames, right.wrong, right.missing, right.doubled), (130, 0, 0, 0));
    assert!(right.worst > 40.0 && right.heard == 4 && right.offset < 0.003, "{right:?}");

    let late = PICTURE[0].replace("start_frame=20", "start_frame=21");
    let late = cut(&film, folder, &format!("{late}{two}{SOUND}{JOIN}"));
    assert_eq!((late.missing, late.wrong), (1, 0), "{late:?}");
    names(&late, "missing [20]");

    let long = PICTURE[0].replace("end_frame=80", "end_frame=81");
    let long = cut(&film, folder, &format!("{long}{two}{SOUND}{JOIN}"));
    assert_eq!((long.missing, long.wrong), (0, 1), "{long:?}");
    names(&long, "is frame 80, not kept");

    // Frame 50 is shown in place of frame 51.
    let held = "trim=start_frame=20:end_frame=80,shuffleframes=0 1 2 3 4 5 6 7 8 9 10 10,";
    let held = PICTURE[0].replace("trim=start_frame=20:end_frame=80,", held);
    let held = cut(&film, folder, &format!("{held}{two}{SOUND}{JOIN}"));
    assert_eq!((held.missing, held.doubled), (5, 5), "{held:?}");

    let grey = PICTURE[0].replace("setpts=PTS", "geq=lum='lum(X,Y)/2+40*eq(N,3)',setpts=PTS");
    let grey = cut(&film, folder, &format!("{grey}{two}{SOUND}{JOIN}"));
    assert_eq!(grey.wrong, 60, "{grey:?}");
    names(&grey, "shows none of the clip's");

    let slow = PICTURE[1].replace("setpts=PTS-STARTPTS", "setpts=PTS-STARTPTS+0.01/TB");
    let slow = cut(&film, folder, &format!("{one}{slow}{SOUND}{JOIN}"));
    names(&slow, "is shown at");
    names(&slow, "runs of frame lengths");

    let early = SOUND.replace("atrim=4.333333:6.666667", "atrim=4.318333:6.651667");
    let early = cut(&film, folder, &format!("{one}{two}{early}{JOIN}"));
    assert!((early.offset - 0.015).abs() < 0.001, "{early:?}");
    names(&early, "15.0 ms late");

    let hard = SOUND.replace(",afade=out:st=1.992:d=0.008", "").replace(",afade=in:d=0.008", "");
    names(&cut(&film, folder, &format!("{one}{two}{hard}{JOIN}")), "click at 2.000 s");

    let short = SOUND.replace("4.333333:6.666667", "4.333333:6.6");
    names(&cut(&film, folder, &format!("{one}{two}{short}{JOIN}")), "s of sound for");
}
