// SPDX-License-Identifier: Apache-2.0
#include "data/file_replacement.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>
#include <utility>

#include "data/error.hpp"

namespace sanvat::data {

namespace {

[[noreturn]] void fail(const std::filesystem::path& file, const std::string& doing, int code) {
    throw Error(ErrorKind::failure, {.file = file.string(), .layer = {}, .record = {}, .parameter = {}},
                doing + ": " + std::generic_category().message(code),
                "check the folder, its permissions and the space on the disk");
}

void flush(const std::filesystem::path& file, int flags) {
    const int descriptor = ::open(file.c_str(), flags | O_CLOEXEC);
    if (descriptor < 0) fail(file, "cannot be opened", errno);
    const int code = ::fsync(descriptor) == 0 ? 0 : errno;
    ::close(descriptor);
    if (code != 0) fail(file, "cannot be written to disk", code);
}

}  // namespace

void require_folder_of(const std::filesystem::path& target) {
    const auto folder = target.parent_path();
    if (folder.empty() || std::filesystem::is_directory(folder)) return;
    throw bad_input({.file = target.string(), .layer = {}, .record = {}, .parameter = {}}, "its folder does not exist",
                    "make the folder, or name another file");
}

FileReplacement::FileReplacement(const std::filesystem::path& target)
    : FileReplacement(target,
                      target.parent_path() / ("." + std::to_string(::getpid()) + "-" + target.filename().string())) {}

FileReplacement::FileReplacement(std::filesystem::path target, std::filesystem::path temporary)
    : target_(std::move(target)), temporary_(std::move(temporary)) {
    require_folder_of(target_);
    std::filesystem::remove_all(temporary_);
}

FileReplacement::~FileReplacement() {
    std::error_code already_gone;
    std::filesystem::remove_all(temporary_, already_gone);
}

void FileReplacement::commit() {
    flush(temporary_, O_RDONLY);
    if (::rename(temporary_.c_str(), target_.c_str()) != 0) fail(target_, "cannot be replaced", errno);
    flush(target_.parent_path().empty() ? "." : target_.parent_path(), O_RDONLY | O_DIRECTORY);
}

}  // namespace sanvat::data
