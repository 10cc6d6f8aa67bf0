// SPDX-License-Identifier: Apache-2.0
#include "tests/cli/program.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <fstream>
#include <sstream>

namespace sanvat::test {

Finished sanvat(std::vector<std::string> words) {
    words.insert(words.begin(), SANVAT_PROGRAM);
    return run(words);
}

void expect_complaint(const Finished& finished, const std::string& part) {
    EXPECT_EQ(finished.exit_code, 2) << finished.err;
    EXPECT_EQ(finished.out, "");
    EXPECT_THAT(finished.err, testing::StartsWith("sanvat: "));
    EXPECT_THAT(finished.err, testing::HasSubstr(part));
    EXPECT_EQ(std::count(finished.err.begin(), finished.err.end(), '\n'), 1) << finished.err;
}

std::unique_ptr<TemporaryFolder> ProgramTest::folder_;

void ProgramTest::SetUpTestSuite() {
    folder_ = std::make_unique<TemporaryFolder>();
    const auto made = sanvat({"sample", "--store", store()});
    ASSERT_EQ(made.exit_code, 0) << made.err;
}

void ProgramTest::TearDownTestSuite() {
    folder_.reset();
}

std::string ProgramTest::store() {
    return file("sample.gpkg");
}

std::string ProgramTest::file(const std::string& name) {
    return folder() / name;
}

std::string ProgramTest::text(const std::string& name) {
    std::ifstream stream(file(name), std::ios::binary);
    std::ostringstream all;
    all << stream.rdbuf();
    return all.str();
}

}  // namespace sanvat::test
