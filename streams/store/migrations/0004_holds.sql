-- Why a hold was ended.

-- depends: 0003_api

ALTER TABLE hold ADD COLUMN released_because text;
