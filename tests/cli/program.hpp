// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "tests/support/subprocess.hpp"
#include "tests/support/temporary_folder.hpp"

namespace sanvat::test {

/// Runs the program under test with these words and waits for its end.
Finished sanvat(std::vector<std::string> words);

/// Expects exit code 2, nothing on standard output and one line of error that holds `part`.
void expect_complaint(const Finished& finished, const std::string& part);

/// Tests of the program on one sample store, which those of a suite share and none of them changes.
class ProgramTest : public testing::Test {
protected:
    static void SetUpTestSuite();
    static void TearDownTestSuite();

    /// The suite's, which goes with it.
    static const TemporaryFolder& folder() { return *folder_; }
    static std::string store();
    /// A path in that folder.
    static std::string file(const std::string& name);
    /// What is in that file.
    static std::string text(const std::string& name);

private:
    static std::unique_ptr<TemporaryFolder> folder_;
};

}  // namespace sanvat::test
