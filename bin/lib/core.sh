# A package beside the real one, without what others have written and with a build folder of its own; sourced, not run.

# Goes to .build/$1, where Package.swift leaves out what DIEN_HONG_CORE or DIEN_HONG_FUZZ say.
enter_core() {
    local root name
    root=$(pwd)
    mkdir -p ".build/$1"
    for name in Package.swift Sources Tests Fuzzing Gazetteers Demonstration; do ln -sfn "$root/$name" ".build/$1/$name"; done
    cd ".build/$1"
    # A backtrace of a process that a sanitizer ended would wait for ever.
    export SWIFT_BACKTRACE=enable=no
}
