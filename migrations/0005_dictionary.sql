-- The person's own words and names. `wrong` is how one tends to be heard or typed instead, '' for none.
CREATE TABLE dictionary (
    word  TEXT NOT NULL,
    wrong TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (word, wrong)
) STRICT;
