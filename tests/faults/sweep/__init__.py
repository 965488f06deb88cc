"""Each failpoint of a process that serves, × channels × databases × seeds: what is lost, what comes twice."""
