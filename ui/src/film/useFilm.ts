// Owns the film of the room one is in, and tells the keys which one that is. Refuses more than one at a time.
import { useEffect, useState, useSyncExternalStore } from "react";
import { Film } from "./film";

let inRoom: Film | null = null;

/** The film that the keys act on. */
export const filmInRoom = (): Film | null => inRoom;

export function useFilm(): Film {
  const [film] = useState(() => new Film());
  useEffect(() => {
    inRoom = film;
    return () => {
      film.pause();
      if (inRoom === film) inRoom = null;
    };
  }, [film]);
  return film;
}

export const useFilmTime = (film: Film): number => useSyncExternalStore(film.listen, film.at);
export const useFilmPlaying = (film: Film): boolean => useSyncExternalStore(film.listen, film.playing);
