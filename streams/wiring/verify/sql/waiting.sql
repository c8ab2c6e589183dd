-- Records that wait for something, whose department is told when they wait too long.
SELECT record FROM waiting WHERE settled_entry IS NULL
