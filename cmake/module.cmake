# SPDX-License-Identifier: Apache-2.0
# One way to make a module, a program and a test, so that flags and layering are the same everywhere.

# Flags of our own code only: libraries are SYSTEM, so their headers do not warn. -Wnull-dereference is left out: g++ 12
# sees one inside libstdc++'s streambuf iterators wherever they are inlined.
add_library(sanvat_flags INTERFACE)
target_include_directories(sanvat_flags INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_options(sanvat_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor -Woverloaded-virtual
  -Wduplicated-cond -Wlogical-op -Wextra-semi)
if(SANVAT_WERROR)
  target_compile_options(sanvat_flags INTERFACE -Werror)
endif()
# Where many files are compiled as one (the asan preset), a name of another file is nothing that this one hides, nor is
# what it keeps to itself in a header. The dev preset judges each file alone.
if(CMAKE_UNITY_BUILD)
  target_compile_options(sanvat_flags INTERFACE -Wno-shadow -Wno-subobject-linkage)
endif()
if(SANVAT_SANITIZE)
  target_compile_options(sanvat_flags INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=undefined
                         -fno-omit-frame-pointer)
  target_link_options(sanvat_flags INTERFACE -fsanitize=address,undefined)
endif()

# What nearly every file includes, parsed once a target. Only the standard library's: a header of our own here would
# make every file depend on it.
set(SANVAT_COMMON_HEADERS <algorithm> <chrono> <cstdint> <filesystem> <functional> <map> <memory> <optional> <span> <string>
    <string_view> <utility> <variant> <vector>)

# sanvat_module(NAME SOURCES file... LINKS target... PRIVATE target...)
# LINKS are visible to those who use the module (other modules, below it); PRIVATE are its own business.
function(sanvat_module name)
  cmake_parse_arguments(arg "" "" "SOURCES;LINKS;PRIVATE" ${ARGN})
  add_library(sanvat_${name} STATIC ${arg_SOURCES})
  add_library(sanvat::${name} ALIAS sanvat_${name})
  target_link_libraries(sanvat_${name} PUBLIC sanvat_flags ${arg_LINKS} PRIVATE ${arg_PRIVATE})
  target_precompile_headers(sanvat_${name} PRIVATE ${SANVAT_COMMON_HEADERS})
endfunction()

# sanvat_test(NAME LABEL label SOURCES file... LINKS target...): one program tests/NAME_test, one CTest entry a test case.
# Tests are not optimised, under sanitizers above all: that halves what they take to compile, and it is the modules that
# have work to do.
function(sanvat_test name)
  cmake_parse_arguments(arg "" "LABEL" "SOURCES;LINKS" ${ARGN})
  add_executable(${name}_test ${arg_SOURCES})
  target_link_libraries(${name}_test PRIVATE sanvat_test_support GTest::gmock ${arg_LINKS})
  target_precompile_headers(${name}_test PRIVATE ${SANVAT_COMMON_HEADERS} <gmock/gmock.h> <gtest/gtest.h>)
  target_compile_options(${name}_test PRIVATE -O0)
  set_target_properties(${name}_test PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
  gtest_discover_tests(${name}_test TEST_PREFIX ${name}. DISCOVERY_TIMEOUT 60
                       PROPERTIES TIMEOUT 300 LABELS ${arg_LABEL})
endfunction()

# The tests of a module.
function(sanvat_module_test module)
  sanvat_test(${module} LABEL plain ${ARGN})
  target_link_libraries(${module}_test PRIVATE sanvat::${module})
endfunction()
